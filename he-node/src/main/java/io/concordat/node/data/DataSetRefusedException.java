package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;

/** Why a data set cannot be registered or frozen: a problem type and a sentence naming column and row, never a value. */
public final class DataSetRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    /** A refusal of this type; the sentence is shown to the bank's own analyst. */
    public DataSetRefusedException(ProblemType type, String sentence) {
        super(sentence);
        this.type = type;
    }

    /** The problem type of the refusal. */
    public ProblemType type() {
        return type;
    }

    /** The sentence for the analyst. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
