package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Products of powers by buckets: elements with the same digit are multiplied first, and Π_d bucket_d^d takes two products for
 * each d [Pippenger, SIAM J. Comput. 1980].
 *
 * @param <E> the ring's element
 */
final class ScalarBuckets<E> {
    private final ScalarRing<E> ring;

    ScalarBuckets(ScalarRing<E> ring) {
        this.ring = ring;
    }

    /** One product a column. */
    List<E> products(List<E> elements, List<List<BigInteger>> columns) {
        List<E> products = new ArrayList<>();
        for (List<BigInteger> column : columns) {
            BucketPlan plan = BucketPlan.of(List.of(column), elements.size());
            if (powersAreCheaper(plan, elements.size())) {
                products.add(productOfPowers(elements, column));
                continue;
            }
            List<int[]> digits = column.stream().map(plan::cut).toList();
            E positive = horner(elements, digits, plan, 1);
            products.add(plan.signed() ? divide(positive, horner(elements, digits, plan, -1)) : positive);
        }
        return products;
    }

    /**
     * A library's exponentiation takes about 1.2 products a bit, and each of them half the time of a product that is made and
     * divided on its own.
     */
    private static boolean powersAreCheaper(BucketPlan plan, int count) {
        return plan.cost(count) * 5 > 3L * count * plan.bits();
    }

    private E productOfPowers(List<E> elements, List<BigInteger> column) {
        E product = ring.enterOne(0, BigInteger.ONE);
        for (int i = 0; i < elements.size(); i++) {
            BigInteger exponent = column.get(i);
            E power = ring.powerOne(0, elements.get(i), exponent.abs());
            product = exponent.signum() < 0 ? divide(product, power) : ring.multiplyOne(0, product, power);
        }
        return product;
    }

    /** Π_i a_i^(Σ_j d_ij 2^(w j)) over the digits of one sign, taken positive. */
    private E horner(List<E> elements, List<int[]> digits, BucketPlan plan, int sign) {
        E result = ring.enterOne(0, BigInteger.ONE);
        for (int j = plan.digits() - 1; j >= 0; j--) {
            if (j < plan.digits() - 1) {
                for (int i = 0; i < plan.window(); i++) {
                    result = ring.squareOne(0, result);
                }
            }
            E column = collapse(fill(elements, digits, plan, sign, j));
            result = column == null ? result : ring.multiplyOne(0, result, column);
        }
        return result;
    }

    private List<@Nullable E> fill(List<E> elements, List<int[]> digits, BucketPlan plan, int sign, int j) {
        List<@Nullable E> buckets = new ArrayList<>();
        for (int d = 0; d < plan.buckets(); d++) {
            buckets.add(null);
        }
        for (int i = 0; i < elements.size(); i++) {
            int digit = sign * digits.get(i)[j];
            if (digit > 0) {
                buckets.set(digit, times(buckets.get(digit), elements.get(i)));
            }
        }
        return buckets;
    }

    /** Π_d bucket_d^d, or null for 1. */
    private @Nullable E collapse(List<@Nullable E> buckets) {
        E running = null;
        E result = null;
        for (int d = buckets.size() - 1; d >= 1; d--) {
            E bucket = buckets.get(d);
            running = bucket == null ? running : times(running, bucket);
            result = running == null ? result : times(result, running);
        }
        return result;
    }

    private E times(@Nullable E a, E b) {
        return a == null ? b : ring.multiplyOne(0, a, b);
    }

    private E divide(E a, E b) {
        BigInteger inverse = ring.leaveOne(0, b).modInverse(ring.modulus(0));
        return ring.multiplyOne(0, a, ring.enterOne(0, inverse));
    }
}
