package io.concordat.crypto.keygen;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shamir sharing over the integers with evaluation points 1..n [VAS19].
 *
 * <p>A secret |s| &lt;= bound is shared with f(X) = Delta s + c_1 X + ... + c_d X^d, Delta = n!, c_k uniform in [0,
 * 2^sigma Delta^2 bound). Any d shares are within 2^-sigma of independent of s. The reconstructed value is Delta s.
 */
public final class IntegerShamir {

    /** sigma: the statistical distance is 2^-128. */
    public static final int STATISTICAL_BITS = 128;

    private final int members;
    private final BigInteger delta;

    private IntegerShamir(int members) {
        this.members = members;
        this.delta = factorial(members);
    }

    /** Sharing among so many members with sigma = 128. */
    public static IntegerShamir of(int members) {
        return new IntegerShamir(members);
    }

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }

    /** Shares an integer of at most the public bound in absolute value: element i-1 is for member i. */
    public List<BigInteger> share(BigInteger secret, BigInteger bound, int degree, RandomSource random) {
        if (secret.abs().compareTo(bound) > 0) {
            throw new IllegalArgumentException(
                    "The secret has " + secret.bitLength() + " bits but the public bound has " + bound.bitLength());
        }
        BigInteger range = coefficientRange(bound);
        List<BigInteger> coefficients = new ArrayList<>(degree);
        for (int k = 0; k < degree; k++) {
            coefficients.add(random.below(range));
        }
        return IntStream.rangeClosed(1, members)
                .mapToObj(i -> evaluate(secret, coefficients, BigInteger.valueOf(i)))
                .toList();
    }

    private BigInteger evaluate(BigInteger secret, List<BigInteger> coefficients, BigInteger point) {
        BigInteger value = BigInteger.ZERO;
        for (BigInteger coefficient : coefficients.reversed()) {
            value = value.add(coefficient).multiply(point);
        }
        return value.add(delta.multiply(secret));
    }

    private BigInteger coefficientRange(BigInteger bound) {
        return delta.multiply(delta).multiply(bound).shiftLeft(STATISTICAL_BITS);
    }

    /** The largest absolute value a share can have: Delta bound + 2^sigma Delta^2 bound (n + n^2 + ... + n^d). */
    public BigInteger shareBound(BigInteger bound, int degree) {
        BigInteger powers = BigInteger.ZERO;
        for (int k = 0; k < degree; k++) {
            powers = powers.add(BigInteger.ONE).multiply(BigInteger.valueOf(members));
        }
        return delta.multiply(bound).add(coefficientRange(bound).multiply(powers));
    }

    /** Delta times the Lagrange coefficient at 0 of {@code point} among the points 1..points: an integer. */
    public BigInteger scaledLagrange(int point, int points) {
        BigInteger numerator = delta;
        BigInteger denominator = BigInteger.ONE;
        for (int j = 1; j <= points; j++) {
            if (j != point) {
                numerator = numerator.multiply(BigInteger.valueOf(-j));
                denominator = denominator.multiply(BigInteger.valueOf(point - j));
            }
        }
        BigInteger[] quotient = numerator.divideAndRemainder(denominator);
        if (quotient[1].signum() != 0) {
            throw new AssertionError("bug: Delta times a Lagrange coefficient of points up to n is an integer");
        }
        return quotient[0];
    }

    /** Delta = n!. */
    public BigInteger delta() {
        return delta;
    }

    /** n. */
    public int members() {
        return members;
    }
}
