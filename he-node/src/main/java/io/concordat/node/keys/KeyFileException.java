package io.concordat.node.keys;

/** A key file is missing, unreadable, damaged or readable by others. The message says which and what to do. */
public final class KeyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /** A refusal with its sentence. */
    public KeyFileException(String message) {
        super(message);
        this.sentence = message;
    }

    /** A refusal with its sentence and what caused it. */
    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
        this.sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
