package io.concordat.protocol.signature;

import io.concordat.protocol.codec.ByteString;

/** A raw Ed25519 public key: the 32-byte encoding of a curve point (RFC 8032 §5.1.5). Validity is found on first use. */
public record Ed25519PublicKey(ByteString bytes) {
    /** The length of every key in bytes. */
    public static final int BYTES = 32;

    public Ed25519PublicKey {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("Expected an Ed25519 public key of 32 bytes but found " + bytes.size());
        }
    }

    /** Copies 32 bytes. */
    public static Ed25519PublicKey of(byte[] bytes) {
        return new Ed25519PublicKey(ByteString.of(bytes));
    }

    /** A copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }
}
