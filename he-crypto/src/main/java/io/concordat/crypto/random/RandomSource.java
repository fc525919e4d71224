package io.concordat.crypto.random;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * A source of uniform bytes that the caller chooses.
 *
 * <p>Secrets are only as good as the source: production code passes {@link #of} over the operating system's generator.
 */
public interface RandomSource {
    /** Fills the array with uniform bytes. */
    void nextBytes(byte[] out);

    /** Uniform in [0, 2^n). */
    default BigInteger bits(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("Negative number of bits " + n);
        }
        byte[] out = new byte[Math.ceilDiv(n, 8)];
        nextBytes(out);
        return new BigInteger(1, out).shiftRight(8 * out.length - n);
    }

    /** Uniform in [0, bound), by rejection; bound &gt; 0. */
    default BigInteger below(BigInteger bound) {
        if (bound.signum() <= 0) {
            throw new IllegalArgumentException("The bound must be positive");
        }
        int length = bound.subtract(BigInteger.ONE).bitLength();
        BigInteger drawn = bits(length);
        while (drawn.compareTo(bound) >= 0) {
            drawn = bits(length);
        }
        return drawn;
    }

    /** Uniform among the units of Z_modulus; modulus &gt; 1. */
    default BigInteger unit(BigInteger modulus) {
        if (modulus.compareTo(BigInteger.ONE) <= 0) {
            throw new IllegalArgumentException("The modulus must exceed 1");
        }
        BigInteger drawn = below(modulus);
        while (!drawn.gcd(modulus).equals(BigInteger.ONE)) {
            drawn = below(modulus);
        }
        return drawn;
    }

    /** Over a JDK generator, which is thread-safe, so the source is too. */
    static RandomSource of(SecureRandom random) {
        return random::nextBytes;
    }
}
