package io.concordat.crypto.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Lagrange interpolation over the integers: with Δ = N! and distinct points of 1..N, every
 * Δ Π_{j≠i} (x − j)/(i − j) is an integer [Shoup 2000, sec. 2].
 */
public final class IntegerInterpolation {
    private IntegerInterpolation() {}

    /** N!. */
    public static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int k = 2; k <= n; k++) {
            product = product.multiply(BigInteger.valueOf(k));
        }
        return product;
    }

    /** The integers λ_i = Δ Π_{j≠i} (at − j)/(i − j) in the order of the points, so that Δ f(at) = Σ λ_i f(i). */
    public static List<BigInteger> coefficients(BigInteger delta, List<Integer> points, int at) {
        List<BigInteger> coefficients = new ArrayList<>();
        for (int i : points) {
            BigInteger numerator = delta;
            BigInteger denominator = BigInteger.ONE;
            for (int j : points) {
                if (j != i) {
                    numerator = numerator.multiply(BigInteger.valueOf(at - (long) j));
                    denominator = denominator.multiply(BigInteger.valueOf(i - (long) j));
                }
            }
            BigInteger[] exact = numerator.divideAndRemainder(denominator);
            if (exact[1].signum() != 0) {
                throw new AssertionError("bug: the points are not distinct numbers of 1..N");
            }
            coefficients.add(exact[0]);
        }
        return coefficients;
    }
}
