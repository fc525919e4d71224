package io.concordat.node.demo;

/** The demonstration cannot go on; the message is a sentence (or a few) for the person who started it. */
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
