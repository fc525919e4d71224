package io.concordat.crypto.threshold;

/** What a key epoch may carry; the decryption gate of one kind refuses the other. */
public enum EpochType {
    /** Sums of contributions under zero-sum masks, and nothing else. */
    MASKED_SUMS(1),
    /** Unmasked ciphertexts with proofs of plaintext knowledge and range. */
    PROVEN(2);

    private final int code;

    EpochType(int code) {
        this.code = code;
    }

    /** The byte in encodings. */
    int code() {
        return code;
    }
}
