package io.concordat.node;

/** A node cannot start. The message is a sentence for the operator with the remedy. */
public final class NodeStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final Kind kind;

    /** What sort of obstacle it is; the command line makes exit codes of it. */
    public enum Kind {
        /** The configuration or a key file. */
        CONFIGURATION,
        /** A port or an address. */
        LISTENER,
        /** The database or another file of the node's state. */
        STATE
    }

    /** An obstacle, its sentence, and what caused it. */
    public NodeStartException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.sentence = sentence;
    }

    /** An obstacle and its sentence. */
    public NodeStartException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
        this.sentence = sentence;
    }

    /** What sort of obstacle it is. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
