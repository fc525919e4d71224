package io.concordat.node.demo;

/** The demonstration cannot go on; the message is a sentence (or a few) for the person who started it. */
public final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With its sentence. */
    public DemoException(String message) {
        super(message);
    }

    /** With its sentence and what led to it. */
    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
