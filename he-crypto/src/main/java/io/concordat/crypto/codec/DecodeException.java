package io.concordat.crypto.codec;

/** Bytes from outside that are not the canonical encoding of a value. The message is a sentence without secrets. */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence that names the numbers, such as "Expected 32 bytes but 31 are left". */
    public DecodeException(String message) {
        super(message);
    }
}
