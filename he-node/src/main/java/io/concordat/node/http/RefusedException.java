package io.concordat.node.http;

import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;

/** A request that is refused from within; {@link ProblemHandler} answers it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** A refusal of this type with a sentence. */
    public RefusedException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** A refusal as the protocol says it. */
    public RefusedException(Rejection rejection) {
        this(rejection.type(), rejection.sentence());
    }

    /** A refusal. */
    public RefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }
}
