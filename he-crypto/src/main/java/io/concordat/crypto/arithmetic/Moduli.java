package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;

/**
 * What the elements of a vector are reduced by: all by one modulus, or element i by modulus i.
 *
 * @param roots the odd numbers n (each at least 3): one for vectors of any length, or several for vectors of just as many
 *     elements
 * @param squared whether the modulus is n^2 rather than n
 */
public record Moduli(List<BigInteger> roots, boolean squared) {
    public Moduli {
        roots = List.copyOf(roots);
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one modulus but found none");
        }
        for (BigInteger root : roots) {
            if (!root.testBit(0) || root.compareTo(BigInteger.TWO) <= 0) {
                throw new IllegalArgumentException(
                        "Expected odd moduli of at least 3 but found one of " + root.bitLength() + " bits");
            }
        }
    }

    /** Everything modulo n. */
    public static Moduli of(BigInteger n) {
        return new Moduli(List.of(n), false);
    }

    /** Everything modulo n^2. */
    public static Moduli squareOf(BigInteger n) {
        return new Moduli(List.of(n), true);
    }

    /** Element i modulo n_i. */
    public static Moduli each(List<BigInteger> roots) {
        return new Moduli(roots, false);
    }

    /** Element i modulo n_i^2. */
    public static Moduli squareOfEach(List<BigInteger> roots) {
        return new Moduli(roots, true);
    }

    /** Whether one modulus serves all elements. */
    public boolean shared() {
        return roots.size() == 1;
    }

    /** n of element i. */
    public BigInteger root(int i) {
        return roots.get(shared() ? 0 : i);
    }

    /** n or n^2 of element i. */
    public BigInteger modulus(int i) {
        BigInteger root = root(i);
        return squared ? root.multiply(root) : root;
    }

    /** The size of the largest n. */
    public int rootBits() {
        return roots.stream().mapToInt(BigInteger::bitLength).max().orElseThrow();
    }

    /** Sizes only: a modulus may be somebody's secret prime. */
    @Override
    public String toString() {
        return "Moduli(" + roots.size() + " of " + rootBits() + " bits" + (squared ? ", squared)" : ")");
    }
}
