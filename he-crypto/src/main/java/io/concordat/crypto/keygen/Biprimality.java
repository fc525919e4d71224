package io.concordat.crypto.keygen;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/**
 * The test of whether N = p q is a product of two primes, p = q = 3 mod 4, with p and q shared additively [BF97].
 *
 * <p>For g with Jacobi symbol (g/N) = 1 and a biprime N: g^(phi(N)/4) = +-1 mod N. Since phi(N) = N + 1 - sum (p_i +
 * q_i) and p_1 = q_1 = 3, all other shares 0 mod 4:
 *
 * <pre>
 *   phi(N)/4 = e_pub - sum e_i,   e_pub = (N - 5)/4,   e_1 = (p_1 + q_1 - 6)/4,   e_i = (p_i + q_i)/4 for i &gt; 1
 *   passes iff g^e_pub = +- prod g^e_i mod N
 * </pre>
 *
 * <p>A number that is not a biprime (nor of an exceptional kind that the inversion of phi mod N excludes) fails for at
 * least half of the g, so {@value #ITERATIONS} hash-derived ones leave an error of 2^-128. Sound only if the values
 * g^e_i were committed to before any was shown.
 */
public final class Biprimality {

    /** How many hash-derived g the winning candidate must pass. */
    public static final int ITERATIONS = 128;

    private Biprimality() {}

    /**
     * The base of the first, rejecting test: the least prime with Jacobi symbol 1. It decides nothing but which
     * candidates are worth {@value #ITERATIONS} hash-derived bases, so it may be predictable.
     */
    public static BigInteger firstBase(BigInteger n) {
        BigInteger base = BigInteger.TWO;
        while (JacobiSymbol.of(base, n) != 1) {
            base = base.nextProbablePrime();
        }
        return base;
    }

    /** The hash-derived base of one iteration: the first of H(ceremony, N, iteration, counter) with symbol 1. */
    public static BigInteger base(byte[] ceremonyId, BigInteger n, int iteration) {
        for (int counter = 0; ; counter++) {
            byte[] position = ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(iteration)
                    .putInt(counter)
                    .array();
            BigInteger g = HashToRing.element(n, "biprimality-base/v1", ceremonyId, n.toByteArray(), position);
            if (JacobiSymbol.of(g, n) == 1) {
                return g;
            }
        }
    }

    /** g^((N-5)/4) mod N, which anybody can compute. */
    public static BigInteger publicValue(BigInteger g, BigInteger n) {
        return publicValues(List.of(g), List.of(n)).getFirst();
    }

    /** The public value for each base and its modulus, or for all bases and one modulus. Best by eights. */
    public static List<BigInteger> publicValues(List<BigInteger> bases, List<BigInteger> moduli) {
        BigInteger five = BigInteger.valueOf(5);
        return powers(
                bases, moduli.stream().map(n -> n.subtract(five).shiftRight(2)).toList(), moduli);
    }

    /** g^e_i mod N for one member's shares. */
    public static BigInteger value(FactorShares factors, BigInteger g, BigInteger n) {
        return values(List.of(factors), List.of(g), List.of(n)).getFirst();
    }

    /** g^e_i mod N for each base, its shares and its modulus, or for all bases, one share and one modulus. Best by eights. */
    public static List<BigInteger> values(List<FactorShares> factors, List<BigInteger> bases, List<BigInteger> moduli) {
        return powers(
                bases, factors.stream().map(FactorShares::biprimalityExponent).toList(), moduli);
    }

    private static List<BigInteger> powers(
            List<BigInteger> bases, List<BigInteger> exponents, List<BigInteger> moduli) {
        if (bases.isEmpty()) {
            return List.of();
        }
        int bits = exponents.stream().mapToInt(BigInteger::bitLength).max().orElseThrow();
        ModularRing ring = ArithmeticChoice.selected(bases.size()).ring(Moduli.each(moduli));
        List<BigInteger> each =
                exponents.size() == 1 ? Collections.nCopies(bases.size(), exponents.getFirst()) : exponents;
        return ring.leave(ring.powerEach(ring.enter(bases), each, Math.max(1, bits)));
    }

    /** Whether g^e_pub = +- the product of all members' values mod N. */
    public static boolean passes(BigInteger publicValue, List<BigInteger> values, BigInteger n) {
        BigInteger product = BigInteger.ONE;
        for (BigInteger value : values) {
            product = product.multiply(value).mod(n);
        }
        return publicValue.equals(product) || publicValue.equals(n.subtract(product));
    }
}
