package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BiprimalityTest {

    private static final byte[] CEREMONY = new byte[32];

    private final SeededRandomSource random = SeededRandomSource.labelled("biprimality");

    @Test
    void productsOfTwoPrimesPassAllIterations() {
        for (int i = 0; i < 20; i++) {
            BigInteger p = primeThreeModFour(128);
            BigInteger q = primeThreeModFour(128);
            assertThat(iterationsPassed(p, q, 16)).isEqualTo(16);
        }
    }

    @Test
    void aThousandOtherNumbersAreRejected() {
        int rejectedByTheFirstBase = 0;
        for (int i = 0; i < 1000; i++) {
            BigInteger p = i % 2 == 0 ? primeThreeModFour(96) : composite();
            BigInteger q = i % 4 == 3 ? p : composite();
            assertThat(iterationsPassed(p, q, Biprimality.ITERATIONS)).isLessThan(Biprimality.ITERATIONS);
            rejectedByTheFirstBase += passes(p, q, Biprimality.firstBase(p.multiply(q))) ? 0 : 1;
        }
        assertThat(rejectedByTheFirstBase).isGreaterThan(980);
    }

    @Test
    void carmichaelLikeFactorsAreRejected() {
        // 8911 = 7 * 19 * 67 is a Carmichael number and 3 mod 4, so p is a Fermat pseudoprime to every coprime base.
        BigInteger carmichael = BigInteger.valueOf(8911);
        for (int i = 0; i < 20; i++) {
            BigInteger q = primeThreeModFour(96);
            assertThat(iterationsPassed(carmichael, q, Biprimality.ITERATIONS)).isLessThan(Biprimality.ITERATIONS);
        }
    }

    @Test
    void basesHaveJacobiSymbolOneAndDependOnEveryInput() {
        BigInteger n = primeThreeModFour(128).multiply(primeThreeModFour(128));
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(JacobiSymbol.of(Biprimality.firstBase(n), n)).isOne();
        assertThat(JacobiSymbol.of(Biprimality.base(CEREMONY, n, 3), n)).isOne();
        assertThat(Biprimality.base(CEREMONY, n, 3))
                .isNotEqualTo(Biprimality.base(CEREMONY, n, 4))
                .isNotEqualTo(Biprimality.base(other, n, 3));
    }

    @Test
    void jacobiSymbolIsTheProductOfLegendreSymbols() {
        int[] primes = {3, 5, 7, 11, 13};
        for (int a = -20; a < 40; a++) {
            for (int p : primes) {
                for (int q : primes) {
                    assertThat(JacobiSymbol.of(BigInteger.valueOf(a), BigInteger.valueOf((long) p * q)))
                            .isEqualTo(legendre(a, p) * legendre(a, q));
                }
            }
        }
    }

    private static int legendre(int a, int p) {
        BigInteger prime = BigInteger.valueOf(p);
        BigInteger power = BigInteger.valueOf(a).modPow(BigInteger.valueOf((p - 1) / 2), prime);
        return power.equals(prime.subtract(BigInteger.ONE)) ? -1 : power.intValue();
    }

    private int iterationsPassed(BigInteger p, BigInteger q, int iterations) {
        BigInteger n = p.multiply(q);
        for (int i = 0; i < iterations; i++) {
            if (!passes(p, q, Biprimality.base(CEREMONY, n, i))) {
                return i;
            }
        }
        return iterations;
    }

    private boolean passes(BigInteger p, BigInteger q, BigInteger g) {
        BigInteger n = p.multiply(q);
        List<BigInteger> values = new ArrayList<>();
        BigInteger p2 = random.below(p.shiftRight(2)).shiftLeft(2);
        BigInteger q2 = random.below(q.shiftRight(2)).shiftLeft(2);
        values.add(Biprimality.value(FactorShares.of(1, p.subtract(p2), q.subtract(q2)), g, n));
        values.add(Biprimality.value(FactorShares.of(2, p2, q2), g, n));
        return Biprimality.passes(Biprimality.publicValue(g, n), values, n);
    }

    private BigInteger primeThreeModFour(int bits) {
        BigInteger prime;
        do {
            prime = random.bits(bits).setBit(bits - 1).setBit(0).setBit(1);
        } while (!prime.isProbablePrime(64));
        return prime;
    }

    private BigInteger composite() {
        BigInteger number;
        do {
            number = random.bits(96).setBit(95).setBit(0).setBit(1);
        } while (number.isProbablePrime(32));
        return number;
    }
}
