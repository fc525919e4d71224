package io.concordat.crypto.mask;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A member's public keys for one key epoch: 32 bytes X25519 u-coordinate [RFC 7748], then the 1,184 bytes of an ML-KEM-768
 * encapsulation key [FIPS 203].
 *
 * <p>Decoding checks lengths, that u &lt; 2^255 − 19, and that the ML-KEM coefficients are below q (the modulus check of
 * FIPS 203, sec. 7.2). A point of small order is refused when the secret is computed.
 */
public final class MaskPublicKey {
    /** Bytes of the encoding. */
    public static final int LENGTH = HybridKem.X25519_BYTES + HybridKem.ENCAPSULATION_KEY_BYTES;

    private static final BigInteger X25519_PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final int ML_KEM_Q = 3329;
    private static final int ML_KEM_VECTOR_BYTES = 1152;

    private final byte[] x25519;
    private final byte[] encapsulationKey;

    MaskPublicKey(byte[] x25519, byte[] encapsulationKey) {
        this.x25519 = x25519.clone();
        this.encapsulationKey = encapsulationKey.clone();
    }

    /** The two keys, one after the other. */
    public byte[] encode() {
        return new CanonicalWriter().fixed(x25519).fixed(encapsulationKey).toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static MaskPublicKey decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        byte[] x25519 = reader.fixed(HybridKem.X25519_BYTES);
        byte[] encapsulationKey = reader.fixed(HybridKem.ENCAPSULATION_KEY_BYTES);
        reader.end();
        if (littleEndian(x25519).compareTo(X25519_PRIME) >= 0) {
            throw new DecodeException("The X25519 key is not a canonical number below 2^255 - 19");
        }
        for (int i = 0; i < ML_KEM_VECTOR_BYTES; i += 3) {
            int low = (encapsulationKey[i] & 0xFF) | (encapsulationKey[i + 1] & 0x0F) << 8;
            int high = (encapsulationKey[i + 1] & 0xFF) >>> 4 | (encapsulationKey[i + 2] & 0xFF) << 4;
            if (low >= ML_KEM_Q || high >= ML_KEM_Q) {
                throw new DecodeException("The ML-KEM key has a coefficient that is not below " + ML_KEM_Q);
            }
        }
        return new MaskPublicKey(x25519, encapsulationKey);
    }

    byte[] x25519() {
        return x25519.clone();
    }

    byte[] encapsulationKey() {
        return encapsulationKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskPublicKey key && Arrays.equals(encode(), key.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(x25519);
    }

    @Override
    public String toString() {
        return "MaskPublicKey(" + LENGTH + " bytes)";
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }
}
