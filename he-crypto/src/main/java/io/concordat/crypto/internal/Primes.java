package io.concordat.crypto.internal;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;

/** Random primes for keys that one owner holds. The joint key's factors are never made here. */
public final class Primes {
    /** Error probability of the primality test is at most 2^-CERTAINTY. */
    private static final int CERTAINTY = 128;

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private Primes() {}

    /** A prime p = 3 mod 4 in [0.75, 1) 2^bits, so that the product of two has exactly 2 bits bits [DJN10, sec. 4.2]. */
    public static BigInteger blumPrime(int bits, RandomSource random) {
        if (bits < 16) {
            throw new IllegalArgumentException("Expected at least 16 bits but found " + bits);
        }
        while (true) {
            BigInteger candidate =
                    THREE.shiftLeft(bits - 2).add(random.bits(bits - 2)).or(THREE);
            if (candidate.isProbablePrime(CERTAINTY)) {
                return candidate;
            }
        }
    }
}
