package io.concordat.protocol.ceremony;

/** A transcript of a key ceremony does not show a valid key; the message says where and why. */
public final class TranscriptRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public TranscriptRejectedException(String message) {
        super(message);
    }
}
