package io.concordat.crypto.paillier;

import java.math.BigInteger;
import java.util.Objects;

/**
 * An element of Z_n, read as a signed integer in (−n/2, n/2). Whether it fits a key is checked by the operation that takes
 * both. Does not print its value.
 *
 * @param signedValue the integer
 */
public record Plaintext(BigInteger signedValue) {
    public Plaintext {
        Objects.requireNonNull(signedValue);
    }

    /** A small plaintext. */
    public static Plaintext of(long signedValue) {
        return new Plaintext(BigInteger.valueOf(signedValue));
    }

    @Override
    public String toString() {
        return "Plaintext(" + signedValue.bitLength() + " bits)";
    }
}
