package io.concordat.node.client;

/** The node refused a request (an RFC 9457 problem), or could not be reached; the message is a sentence for the person who asked. */
public final class NodeProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    NodeProblemException(int status, String type, String sentence) {
        super(sentence);
        this.status = status;
        this.type = type;
    }

    /** The HTTP status, or 0 when no answer came. */
    public int status() {
        return status;
    }

    /** The problem type's URN, or {@code about:blank}. */
    public String type() {
        return type;
    }

    /** What went wrong, as the node says it. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
