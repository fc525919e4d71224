package io.concordat.protocol.signature;

import io.concordat.protocol.codec.ByteString;

/** Signs bytes with one private key that it never shows. The same bytes always give the same signature. */
public interface Signer {
    /** The key that verifies what this signer signs. */
    Ed25519PublicKey publicKey();

    /** A 64-byte Ed25519 signature of {@code message}. */
    ByteString sign(byte[] message);
}
