package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How products of powers are cut into digits for buckets [Pippenger, SIAM J. Comput. 1980; signed digits as in Bos and
 * Coster, CRYPTO 1989].
 *
 * @param bits bits that the digits cover
 * @param window bits of a digit
 * @param signed whether digits may be negative, in which case inverses are needed once at the end
 */
record BucketPlan(int bits, int window, boolean signed) {
    /** Signed digits of one bit do not exist. */
    private static final int MIN_WINDOW = 2;

    private static final int MAX_WINDOW = 12;

    /** The cheapest cut: every digit of every exponent is a product, and collapsing takes two for each bucket. */
    static BucketPlan of(List<List<BigInteger>> columns, int count) {
        boolean signed = columns.stream().anyMatch(column -> column.stream().anyMatch(e -> e.signum() < 0));
        int bits = Digits.maxBits(columns) + (signed ? 1 : 0);
        return IntStream.rangeClosed(MIN_WINDOW, MAX_WINDOW)
                .mapToObj(window -> new BucketPlan(bits, window, signed))
                .min(Comparator.comparingLong(plan -> plan.cost(count)))
                .orElseThrow();
    }

    /** Digits of an exponent. */
    int digits() {
        return Digits.count(bits, window);
    }

    /** Buckets of one digit position and sign, with bucket 0, which no result depends on. */
    int buckets() {
        return (1 << (signed ? window - 1 : window)) + (signed ? 1 : 0);
    }

    /** The digits of one exponent, the lowest first. */
    int[] cut(BigInteger exponent) {
        return signed ? Digits.signedOf(exponent, bits, window) : Digits.of(exponent, bits, window);
    }

    /** Products in all, about. */
    long cost(int count) {
        return (long) digits() * (count + 2L * buckets() * (signed ? 2 : 1) + window);
    }
}
