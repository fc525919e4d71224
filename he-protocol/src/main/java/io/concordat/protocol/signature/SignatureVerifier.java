package io.concordat.protocol.signature;

import io.concordat.protocol.codec.ByteString;

/** Checks signatures. An ill-formed key or signature is simply not valid. */
public interface SignatureVerifier {
    /** Whether {@code signature} is a valid signature of {@code message} under {@code key}. */
    boolean verify(Ed25519PublicKey key, byte[] message, ByteString signature);
}
