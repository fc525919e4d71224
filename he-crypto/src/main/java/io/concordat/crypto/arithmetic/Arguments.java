package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;

/** Checks of arguments that all rings make before they compute. */
final class Arguments {
    private Arguments() {}

    /** That a vector has elements, and fits rings with one modulus an element. */
    static void requireSize(Moduli moduli, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("Expected at least one element but found none");
        }
        if (!moduli.shared() && size != moduli.roots().size()) {
            throw new IllegalArgumentException(
                    "Expected " + moduli.roots().size() + " elements, one for each modulus, but found " + size);
        }
    }

    /** That an operation across elements has one modulus. */
    static void requireShared(Moduli moduli) {
        if (!moduli.shared()) {
            throw new IllegalArgumentException(
                    "Expected one modulus but found " + moduli.roots().size());
        }
    }

    /** That n-adic operations have squared moduli. */
    static void requireSquared(Moduli moduli) {
        if (!moduli.squared()) {
            throw new IllegalArgumentException("Expected a ring modulo n^2 but found one modulo n");
        }
    }

    /** That two things have one length. */
    static void requireCount(String what, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException("Expected " + expected + " " + what + " but found " + found);
        }
    }

    /** That exponents are in [0, 2^bits). */
    static void requireExponents(List<BigInteger> exponents, int bits) {
        for (BigInteger exponent : exponents) {
            requireExponent(exponent, bits);
        }
    }

    /** The size of the largest exponent, at least 1. */
    static int maxBits(List<BigInteger> exponents) {
        return exponents.stream().mapToInt(BigInteger::bitLength).reduce(1, Math::max);
    }

    /** That an exponent is in [0, 2^bits). */
    static void requireExponent(BigInteger exponent, int bits) {
        if (bits < 1) {
            throw new IllegalArgumentException("Expected exponents of at least 1 bit but found " + bits);
        }
        if (exponent.signum() < 0 || exponent.bitLength() > bits) {
            throw new IllegalArgumentException("Expected an exponent from 0 to " + bits + " bits but found one of "
                    + (exponent.signum() < 0 ? "negative sign" : exponent.bitLength() + " bits"));
        }
    }

    /** That positions lie in a vector. */
    static void requirePositions(int[] positions, int size) {
        for (int position : positions) {
            if (position < 0 || position >= size) {
                throw new IllegalArgumentException(
                        "Expected positions from 0 to " + (size - 1) + " but found " + position);
            }
        }
    }
}
