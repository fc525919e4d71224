package io.concordat.crypto.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Arithmetic in Z_m for an odd modulus m. Every modular exponentiation of this module goes through {@link #power},
 * {@link #secretPower} or {@link #productOfPowers}, so a faster or constant-time back end has one place to go.
 *
 * <p>Plain Java: {@code BigInteger.modPow} is not constant-time. Callers with a long-term secret exponent blind the base.
 */
public final class ModularArithmetic {
    private final BigInteger modulus;

    private ModularArithmetic(BigInteger modulus) {
        this.modulus = modulus;
    }

    /** Arithmetic modulo m, odd and greater than 1. */
    public static ModularArithmetic modulo(BigInteger modulus) {
        if (modulus.compareTo(BigInteger.ONE) <= 0 || !modulus.testBit(0)) {
            throw new IllegalArgumentException("The modulus must be odd and exceed 1");
        }
        return new ModularArithmetic(modulus);
    }

    /** m. */
    public BigInteger modulus() {
        return modulus;
    }

    /** a b mod m. */
    public BigInteger multiply(BigInteger a, BigInteger b) {
        return a.multiply(b).mod(modulus);
    }

    /** a^2 mod m. */
    public BigInteger square(BigInteger a) {
        return a.multiply(a).mod(modulus);
    }

    /** Π a_k mod m; 1 for none. */
    public BigInteger product(List<BigInteger> factors) {
        BigInteger product = BigInteger.ONE;
        for (BigInteger factor : factors) {
            product = multiply(product, factor);
        }
        return product;
    }

    /** a^-1 mod m of a unit a. */
    public BigInteger inverse(BigInteger a) {
        return a.modInverse(modulus);
    }

    /** The inverses of units a_k with one inversion in all: a_k^-1 = (a_1…a_{k-1}) (a_1…a_k)^-1 [Montgomery 1987]. */
    public List<BigInteger> inverses(List<BigInteger> units) {
        List<BigInteger> prefixes = new ArrayList<>();
        BigInteger product = BigInteger.ONE;
        for (BigInteger unit : units) {
            prefixes.add(product);
            product = multiply(product, unit);
        }
        BigInteger inverse = inverse(product);
        List<BigInteger> inverses = new ArrayList<>();
        for (int k = units.size() - 1; k >= 0; k--) {
            inverses.add(multiply(inverse, prefixes.get(k)));
            inverse = multiply(inverse, units.get(k));
        }
        Collections.reverse(inverses);
        return inverses;
    }

    /** a^e mod m for a public exponent; a negative one needs a unit a. */
    public BigInteger power(BigInteger base, BigInteger exponent) {
        return base.modPow(exponent, modulus);
    }

    /** a^e mod m for a secret exponent; a negative one needs a unit a. */
    public BigInteger secretPower(BigInteger base, BigInteger exponent) {
        return base.modPow(exponent, modulus);
    }

    /**
     * Π a_k^(e_k) mod m for public e_k &ge; 0. One exponentiation each: in plain Java shared squarings do not pay, since
     * only {@code modPow} reaches the JDK's Montgomery intrinsic.
     */
    public BigInteger productOfPowers(List<BigInteger> bases, List<BigInteger> exponents) {
        if (bases.size() != exponents.size()) {
            throw new IllegalArgumentException("Expected " + bases.size() + " exponents but found " + exponents.size());
        }
        BigInteger product = BigInteger.ONE;
        for (int k = 0; k < bases.size(); k++) {
            product = multiply(product, power(bases.get(k), exponents.get(k)));
        }
        return product;
    }

    /** Whether 0 &lt; a &lt; m and gcd(a, m) = 1. */
    public boolean isCanonicalUnit(BigInteger a) {
        return isCanonical(a) && a.gcd(modulus).equals(BigInteger.ONE);
    }

    /** Whether 0 &lt; a &lt; m. */
    public boolean isCanonical(BigInteger a) {
        return a.signum() > 0 && a.compareTo(modulus) < 0;
    }
}
