package io.concordat.node.client;

/** The node refused a request (an RFC 9457 problem), or could not be reached; the message is a sentence for the person who asked. */
public final class NodeProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String sentence;

    NodeProblemException(int status, String type, String sentence) {
        this(status, type, sentence, "");
    }

    /** @param remedy what to do about it, a sentence; empty if the node gave none */
    NodeProblemException(int status, String type, String sentence, String remedy) {
        super(remedy.isEmpty() || sentence.contains(remedy) ? sentence : paragraph(sentence, remedy));
        this.status = status;
        this.type = type;
        this.sentence = sentence;
    }

    private static String paragraph(String sentence, String remedy) {
        return sentence + (sentence.endsWith(".") ? " " : ". ") + remedy;
    }

    /** The HTTP status, or 0 when no answer came. */
    public int status() {
        return status;
    }

    /** The problem type's URN, or {@code about:blank}. */
    public String type() {
        return type;
    }

    /** What went wrong, as the node says it; the message also says what to do about it. */
    public String sentence() {
        return sentence;
    }
}
