package io.concordat.crypto.secret;

import io.concordat.crypto.codec.CanonicalWriter;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * An integer that does not print. Equality of objects is identity; compare values with {@link #isEqualTo}.
 *
 * <p>It does not promise that arithmetic on the opened value takes constant time, nor that the value can be wiped.
 */
public final class SecretBigInteger {
    private final BigInteger value;

    private SecretBigInteger(BigInteger value) {
        this.value = Objects.requireNonNull(value);
    }

    /** Wraps a value. */
    public static SecretBigInteger of(BigInteger value) {
        return new SecretBigInteger(value);
    }

    /** Opens the wrapper. */
    public BigInteger value(SecretAccess access) {
        Objects.requireNonNull(access);
        return value;
    }

    /** The size of the magnitude, which is treated as public. */
    public int bitLength() {
        return value.bitLength();
    }

    /** Compares the values in time that depends on their sizes only. */
    public boolean isEqualTo(SecretBigInteger other) {
        int length = Math.max(value.bitLength(), other.value.bitLength()) / 8 + 1;
        return MessageDigest.isEqual(twosComplement(length), other.twosComplement(length));
    }

    @Override
    public String toString() {
        return "SecretBigInteger(" + value.bitLength() + " bits)";
    }

    private byte[] twosComplement(int length) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(8 * length);
        return CanonicalWriter.unsignedBytes(value.add(modulus).mod(modulus), length);
    }
}
