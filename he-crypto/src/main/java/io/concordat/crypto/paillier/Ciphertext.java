package io.concordat.crypto.paillier;

import java.math.BigInteger;

/**
 * An element of Z*_{n^2}. The record alone checks the sign; {@link PaillierPublicKey#check} checks the rest, and everything
 * received must pass it.
 *
 * @param value c, 0 &lt; c &lt; n^2 and gcd(c, n) = 1 for the key it belongs to
 */
public record Ciphertext(BigInteger value) {
    public Ciphertext {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("A ciphertext is positive");
        }
    }

    @Override
    public String toString() {
        return "Ciphertext(" + value.bitLength() + " bits)";
    }
}
