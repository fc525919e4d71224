package io.concordat.node.store;

/** The node's state cannot be opened. The message is a sentence for the operator with the remedy. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /** A refusal with its sentence. */
    public StoreException(String message) {
        super(message);
        this.sentence = message;
    }

    /** A refusal with its sentence and what caused it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
        this.sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
