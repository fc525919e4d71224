package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Z_m for one modulus m = n or n^2, or element i in Z_{m_i}: see {@link Moduli}. Batch first: eight elements cost the kernel
 * as much as one. All operations give canonical results, equal on every back end.
 *
 * <p>A caller's mistake (null, different lengths, vectors of another ring, negative exponents) is an
 * {@link IllegalArgumentException} or {@link NullPointerException} before any native code runs.
 */
public sealed interface ModularRing permits ScalarRing, KernelRing {
    /** What this ring reduces by. */
    Moduli moduli();

    /** Whether the secret exponents of {@link #powerSecret} and {@link #powerEach} choose neither branches nor addresses. */
    boolean hidesExponents();

    /** x_i mod m_i, for any integers. */
    Residues enter(List<BigInteger> values);

    /** The elements as numbers in [0, m_i). */
    List<BigInteger> leave(Residues a);

    /** a_i b_i. */
    Residues multiply(Residues a, Residues b);

    /** a_i^2. */
    Residues square(Residues a);

    /** a_i^e for a public e &ge; 0; time and addresses depend on e. */
    Residues power(Residues a, BigInteger exponent);

    /** a_i^e for a secret e in [0, 2^bits): time and addresses depend on {@code bits} only, where the back end can. */
    Residues powerSecret(Residues a, BigInteger exponent, int bits);

    /** a_i^(e_i) for e_i in [0, 2^bits), with the care of {@link #powerSecret}. */
    Residues powerEach(Residues a, List<BigInteger> exponents, int bits);

    /** a_i^(e_i) for public e_i &ge; 0; time and addresses depend on them where that is faster. */
    Residues powerEachPublic(Residues a, List<BigInteger> exponents);

    /**
     * For each column c of public exponents, Π_i a_i^(c_i): one element a column. Exponents may be negative where the a_i are
     * units. One modulus only. Time and addresses depend on the exponents.
     */
    Residues productsOfPowers(Residues a, List<List<BigInteger>> columns);

    /**
     * A table for powers of a base with exponents of up to {@code exponentBits} bits, in at most {@code maxTableBytes} bytes.
     * One modulus only.
     */
    FixedBase fixedBase(BigInteger base, int exponentBits, long maxTableBytes, TableLookup lookup);

    /** The elements at these positions, in this order; repetition is allowed. One modulus only. */
    Residues select(Residues a, int... positions);

    /** a_i (1 + m_i n_i) as numbers, for integers m_i; squared moduli only. Cheaper than a product. */
    List<BigInteger> leaveTimesOnePlus(Residues a, List<BigInteger> multiples);

    /** (a_i − 1) / n_i as numbers in [0, n_i), for a_i = 1 mod n_i, else {@link ArithmeticException}; squared moduli only. */
    List<BigInteger> leaveQuotients(Residues a);

    /** The elements of all these vectors, one after another. One modulus only. */
    Residues concatenate(List<Residues> parts);

    /** a_i^-1 of units a_i, with one inversion in all; {@link ArithmeticException} if one is none. One modulus only. */
    default Residues inverse(Residues a) {
        return enter(BatchInversion.of(leave(a), moduli().modulus(0)));
    }

    /** Π a_i as one element; at least one a_i, one modulus only. */
    default Residues product(Residues a) {
        Residues rest = a;
        while (rest.size() > 1) {
            int half = rest.size() / 2;
            Residues first = select(rest, IntStream.range(0, half).toArray());
            Residues second = select(rest, IntStream.range(half, 2 * half).toArray());
            Residues folded = multiply(first, second);
            rest = rest.size() == 2 * half ? folded : concatenate(List.of(folded, select(rest, 2 * half)));
        }
        return rest;
    }
}
