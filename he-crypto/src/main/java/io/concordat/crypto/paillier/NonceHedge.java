package io.concordat.crypto.paillier;

import io.concordat.crypto.secret.SecretBytes;

/**
 * What is mixed into the operating system's randomness when a nonce is drawn, so that a cloned machine or a repeating
 * generator does not repeat a nonce for another attempt, position or plaintext.
 */
public final class NonceHedge {
    private final SecretBytes nodeSecret;
    private final byte[] attemptId;

    private NonceHedge(SecretBytes nodeSecret, byte[] attemptId) {
        this.nodeSecret = nodeSecret;
        this.attemptId = attemptId.clone();
    }

    /** With a secret of this node, at least 16 bytes, and the attempt that the ciphertexts belong to. */
    public static NonceHedge of(SecretBytes nodeSecret, byte[] attemptId) {
        if (nodeSecret.length() < 16) {
            throw new IllegalArgumentException(
                    "Expected a node secret of at least 16 bytes but found " + nodeSecret.length());
        }
        return new NonceHedge(nodeSecret, attemptId);
    }

    SecretBytes nodeSecret() {
        return nodeSecret;
    }

    byte[] attemptId() {
        return attemptId.clone();
    }

    @Override
    public String toString() {
        return "NonceHedge";
    }
}
