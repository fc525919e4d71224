package io.concordat.crypto.keygen;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the factors p and q are drawn so that none of the primes up to B1 divides them, although nobody knows them.
 *
 * <p>Of kappa bits of the modulus, a factor x has k = kappa/2 and is a sum x = x_1 + ... + x_n of the members' shares:
 *
 * <pre>
 *   x_i = base_i + M m0 r_i   (+ top for i = 1),   base_i = b_i mod M, c_i mod m0,   0 &lt;= r_i &lt; R
 * </pre>
 *
 * where sum b_i is a unit mod M (a product of units of several members), c_1 is a unit mod m0 with c_1 = 3 mod 4 and
 * c_i = 0 otherwise. Then x is coprime to M m0, x = 3 mod 4 and 3/4 2^k &lt;= x &lt; 2^k, so p q has exactly kappa bits.
 *
 * <p>m0 = 4 times the odd primes up to n: those cannot be sieved jointly since evaluation points would collide, so
 * member 1 alone fixes x mod m0 (at most 16 bits). B1 is as large as leaves R at least 2^130.
 */
public final class SieveParameters {

    /** Euler's e^gamma, in Mertens' product of (1 - 1/l) over the primes up to B = 1 / (e^gamma ln B). */
    private static final double MERTENS = 1.781072417990198;

    private static final int SPARE_BITS = 130;

    private final int modulusBits;
    private final int members;
    private final int[] primes;
    private final List<BigInteger> units;
    private final BigInteger m;
    private final BigInteger m0;
    private final BigInteger product;
    private final BigInteger r;
    private final BigInteger top;
    private final BigInteger oneModM;
    private final BigInteger oneModM0;

    private SieveParameters(int modulusBits, int members) {
        this.modulusBits = modulusBits;
        this.members = members;
        int half = modulusBits / 2;
        this.m0 = product(SmallPrimes.between(2, members)).shiftLeft(2);
        this.primes = primes(members, half - 2 - ceilLog2(members) - SPARE_BITS, m0);
        this.m = product(primes);
        this.product = m.multiply(m0);
        this.r = BigInteger.ONE
                .shiftLeft(half - 2)
                .divide(product.multiply(BigInteger.valueOf(members)))
                .subtract(BigInteger.TWO);
        BigInteger least = BigInteger.valueOf(3).shiftLeft(half - 2);
        this.top = least.add(product).subtract(BigInteger.ONE).divide(product).multiply(product);
        this.oneModM = m0.multiply(m0.modInverse(m));
        this.oneModM0 = m.multiply(m.modInverse(m0));
        List<BigInteger> idempotents = new ArrayList<>(primes.length);
        for (int prime : primes) {
            BigInteger l = BigInteger.valueOf(prime);
            BigInteger others = m.divide(l);
            idempotents.add(others.multiply(others.modInverse(l)));
        }
        this.units = List.copyOf(idempotents);
    }

    /** The parameters for a modulus of so many bits (at least 512, a multiple of 64) and 3 to 16 members. */
    public static SieveParameters of(int modulusBits, int members) {
        if (modulusBits < 512 || modulusBits % 64 != 0) {
            throw new IllegalArgumentException(
                    "Expected a modulus of at least 512 bits, a multiple of 64, but found " + modulusBits);
        }
        if (members < 3 || members > 16) {
            throw new IllegalArgumentException("Expected 3 to 16 members but found " + members);
        }
        return new SieveParameters(modulusBits, members);
    }

    private static int[] primes(int above, int budgetBits, BigInteger start) {
        int bound = 1 << 13;
        int[] all = SmallPrimes.between(above, bound);
        BigInteger product = start;
        int count = 0;
        while (count < all.length) {
            product = product.multiply(BigInteger.valueOf(all[count]));
            if (product.bitLength() > budgetBits) {
                break;
            }
            count++;
        }
        return Arrays.copyOf(all, count);
    }

    private static BigInteger product(int[] factors) {
        BigInteger result = BigInteger.ONE;
        for (int factor : factors) {
            result = result.multiply(BigInteger.valueOf(factor));
        }
        return result;
    }

    static int ceilLog2(int x) {
        return 32 - Integer.numberOfLeadingZeros(x - 1);
    }

    /** A uniform unit of Z_M: a non-zero residue for every prime of M, by the Chinese remainder theorem. */
    BigInteger drawUnit(RandomSource random) {
        byte[] draw = new byte[4 * primes.length];
        random.nextBytes(draw);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < primes.length; i++) {
            int residue = 1 + below(primes[i] - 1, draw, 4 * i, random);
            sum = sum.add(units.get(i).multiply(BigInteger.valueOf(residue)));
        }
        return sum.mod(m);
    }

    /** Uniform in [0, bound) from 32 random bits at the offset; draws again (once in 2^20 or so) to stay uniform. */
    private static int below(int bound, byte[] draw, int offset, RandomSource random) {
        long limit = (1L << 32) / bound * bound;
        long value = ByteBuffer.wrap(draw, offset, 4).getInt() & 0xFFFFFFFFL;
        byte[] again = new byte[4];
        while (value >= limit) {
            random.nextBytes(again);
            value = ByteBuffer.wrap(again).getInt() & 0xFFFFFFFFL;
        }
        return (int) (value % bound);
    }

    /** Member {@code index}'s share x_i of a factor, from its additive share b_i of the unit mod M. */
    BigInteger drawFactorShare(int index, BigInteger additiveShare, RandomSource random) {
        BigInteger base = additiveShare.multiply(oneModM);
        if (index == 1) {
            base = base.add(drawResidue(random).multiply(oneModM0));
        }
        BigInteger share = base.mod(product).add(product.multiply(random.below(r)));
        return index == 1 ? share.add(top) : share;
    }

    /** A uniform unit of Z_m0 that is 3 mod 4. */
    private BigInteger drawResidue(RandomSource random) {
        BigInteger residue;
        do {
            residue = random.below(m0);
        } while (!residue.testBit(0) || !residue.testBit(1) || !residue.gcd(m0).equals(BigInteger.ONE));
        return residue;
    }

    /** Expected number of candidate pairs until p and q are both prime: (k ln 2 / (e^gamma ln B1))^2. */
    public long expectedCandidates() {
        return expected(sieveBound());
    }

    /** Expected number of biprimality tests when products with a factor up to the bound are discarded first. */
    public long expectedTests(int trialDivisionBound) {
        return expected(Math.max(sieveBound(), trialDivisionBound));
    }

    private long expected(int bound) {
        double odds = modulusBits / 2.0 * Math.log(2) / (MERTENS * Math.log(bound));
        return Math.round(odds * odds);
    }

    /** kappa, the bits of the modulus. */
    public int modulusBits() {
        return modulusBits;
    }

    /** n. */
    public int members() {
        return members;
    }

    /** t = floor((n-1)/2), the degree of sharings during the generation. */
    public int degree() {
        return (members - 1) / 2;
    }

    /** B1, the largest prime that cannot divide a factor. */
    public int sieveBound() {
        return primes[primes.length - 1];
    }

    /** M, the product of the primes l with n &lt; l &lt;= B1. */
    public BigInteger jointModulus() {
        return m;
    }

    /** m0, 4 times the odd primes up to n. */
    public BigInteger firstMemberModulus() {
        return m0;
    }

    /** R, the number of values of the random part of a share. */
    public BigInteger randomRange() {
        return r;
    }

    /** top, the least multiple of M m0 that is at least 3/4 2^k. */
    public BigInteger top() {
        return top;
    }
}
