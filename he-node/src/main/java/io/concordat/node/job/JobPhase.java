package io.concordat.node.job;

/** Where a job stands at this bank. */
public enum JobPhase {
    /** This node compares the task with its data set. */
    EXAMINING,
    /** Two persons of this bank have to approve. */
    APPROVING,
    /** The rows are being frozen. */
    FREEZING,
    /** Other banks have to approve. */
    GATHERING,
    /** Rounds are under way. */
    RUNNING,
    /** The result is there. */
    FINISHED,
    /** A bank refused the task. */
    REFUSED,
    /** A bank withdrew from the task. */
    CANCELLED,
    /** The job cannot go on. */
    FAILED;

    /** Whether nothing more happens. */
    public boolean isOver() {
        return switch (this) {
            case EXAMINING, APPROVING, FREEZING, GATHERING, RUNNING -> false;
            case FINISHED, REFUSED, CANCELLED, FAILED -> true;
        };
    }
}
