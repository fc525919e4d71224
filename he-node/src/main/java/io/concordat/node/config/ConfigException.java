package io.concordat.node.config;

/** The configuration cannot be used. The message is a sentence for the operator: what, where, and the remedy. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    /** A refusal with its sentence. */
    public ConfigException(String message) {
        super(message);
        this.sentence = message;
    }

    /** A refusal with its sentence and what caused it. */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
        this.sentence = message;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
