package io.concordat.crypto.internal;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.BatchInversion;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Arithmetic in Z_m for an odd modulus m, on numbers. Every modular exponentiation of this module goes through the powers
 * here, which hand them to the {@linkplain ArithmeticChoice chosen} back end for vectors of their size: say {@code powers} of
 * many elements, not {@code power} many times.
 *
 * <p>Secret exponents are protected as far as {@link ModularRing#hidesExponents} says. Where it does not, callers with a
 * long-term secret exponent blind the base.
 */
public final class ModularArithmetic {
    /** A product of fewer numbers is not worth the way in and out. */
    private static final int WORTH_ENTERING = 4;

    private final Moduli moduli;
    private final BigInteger modulus;
    private final Map<String, ModularRing> rings = new ConcurrentHashMap<>();

    private ModularArithmetic(Moduli moduli) {
        this.moduli = moduli;
        this.modulus = moduli.modulus(0);
    }

    /** Arithmetic modulo m, odd and greater than 1. */
    public static ModularArithmetic modulo(BigInteger modulus) {
        return new ModularArithmetic(Moduli.of(modulus));
    }

    /** Arithmetic modulo n^2, faster than {@link #modulo} of n^2; n odd and greater than 1. */
    public static ModularArithmetic moduloSquareOf(BigInteger n) {
        return new ModularArithmetic(Moduli.squareOf(n));
    }

    /** m. */
    public BigInteger modulus() {
        return modulus;
    }

    /** Vectors modulo m, on the back end for so many elements. */
    public ModularRing ring(int elements) {
        Arithmetic arithmetic = ArithmeticChoice.selected(elements);
        return rings.computeIfAbsent(arithmetic.name(), name -> arithmetic.ring(moduli));
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
        if (factors.size() >= WORTH_ENTERING) {
            ModularRing ring = ring(factors.size());
            return ring.leave(ring.product(ring.enter(factors))).getFirst();
        }
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

    /** The inverses of units a_k with one inversion in all. */
    public List<BigInteger> inverses(List<BigInteger> units) {
        return BatchInversion.of(units, modulus);
    }

    /** a^e mod m for a public exponent; a negative one needs a unit a. */
    public BigInteger power(BigInteger base, BigInteger exponent) {
        return powers(List.of(base), exponent).getFirst();
    }

    /** a_k^e mod m for one public exponent; a negative one needs units a_k. */
    public List<BigInteger> powers(List<BigInteger> bases, BigInteger exponent) {
        if (bases.isEmpty()) {
            return List.of();
        }
        ModularRing ring = ring(bases.size());
        Residues powers = ring.power(ring.enter(bases), exponent.abs());
        return ring.leave(exponent.signum() < 0 ? ring.inverse(powers) : powers);
    }

    /** a_k^(e_k) mod m for public exponents e_k &ge; 0. */
    public List<BigInteger> powers(List<BigInteger> bases, List<BigInteger> exponents) {
        ModularRing ring = ring(bases.size());
        return ring.leave(ring.powerEachPublic(ring.enter(bases), exponents));
    }

    /** a^e mod m for a secret exponent, whose sign and size are public; a negative one needs a unit a. */
    public BigInteger secretPower(BigInteger base, BigInteger exponent) {
        return secretPowers(List.of(base), exponent).getFirst();
    }

    /** a_k^e mod m for one secret exponent, whose sign and size are public; a negative one needs units a_k. */
    public List<BigInteger> secretPowers(List<BigInteger> bases, BigInteger exponent) {
        if (bases.isEmpty()) {
            return List.of();
        }
        ModularRing ring = ring(bases.size());
        Residues powers = ring.powerSecret(ring.enter(bases), exponent.abs(), Math.max(1, exponent.bitLength()));
        return ring.leave(exponent.signum() < 0 ? ring.inverse(powers) : powers);
    }

    /** Whether secret exponents for so many elements choose neither branches nor addresses. */
    public boolean hidesExponents(int elements) {
        return ring(elements).hidesExponents();
    }

    /** Π a_k^(e_k) mod m for public e_k &ge; 0; 1 for none. */
    public BigInteger productOfPowers(List<BigInteger> bases, List<BigInteger> exponents) {
        if (bases.size() != exponents.size()) {
            throw new IllegalArgumentException("Expected " + bases.size() + " exponents but found " + exponents.size());
        }
        if (bases.isEmpty()) {
            return BigInteger.ONE;
        }
        ModularRing ring = ring(bases.size());
        return ring.leave(ring.productsOfPowers(ring.enter(bases), List.of(exponents)))
                .getFirst();
    }

    /** Whether 0 &lt; a &lt; m and gcd(a, m) = 1. */
    public boolean isCanonicalUnit(BigInteger a) {
        return areCanonicalUnits(List.of(a));
    }

    /** Whether 0 &lt; a_k &lt; m and gcd(a_k, m) = 1 for all k; one gcd in all. */
    public boolean areCanonicalUnits(List<BigInteger> elements) {
        BigInteger root = moduli.root(0);
        BigInteger product = BigInteger.ONE;
        for (BigInteger a : elements) {
            if (!isCanonical(a)) {
                return false;
            }
            product = product.multiply(a.mod(root)).mod(root);
        }
        return product.gcd(root).equals(BigInteger.ONE);
    }

    /** Whether 0 &lt; a &lt; m. */
    public boolean isCanonical(BigInteger a) {
        return a.signum() > 0 && a.compareTo(modulus) < 0;
    }
}
