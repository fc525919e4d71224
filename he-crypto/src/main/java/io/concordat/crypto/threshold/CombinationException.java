package io.concordat.crypto.threshold;

/** Partial decryptions that do not combine. The message is a sentence without values. */
public final class CombinationException extends Exception {
    private static final long serialVersionUID = 1L;

    CombinationException(String message) {
        super(message);
    }
}
