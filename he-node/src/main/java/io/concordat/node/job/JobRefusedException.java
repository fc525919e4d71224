package io.concordat.node.job;

import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;

/** Why something that was asked about a job is not done. */
public final class JobRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Rejection reason;

    JobRefusedException(ProblemType type, String sentence) {
        this(new Rejection(type, sentence));
    }

    JobRefusedException(Rejection reason) {
        super(reason.sentence());
        this.reason = reason;
    }

    /** The reason. */
    public Rejection reason() {
        return reason;
    }
}
