package io.concordat.node.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something outside rounds that a job asks of its node; a function of the job's state, so that a restarted node sees it again. */
sealed interface JobDuty {

    /** Send the task to the other banks. */
    record Propose() implements JobDuty {}

    /** Compare the task with this bank's data set. */
    record Examine() implements JobDuty {}

    /** Tell the other banks that this one does not take part. */
    record Refuse() implements JobDuty {}

    /** Freeze the rows. */
    record Freeze() implements JobDuty {}

    /** Tell the other banks that two persons of this one approved. */
    record Approve() implements JobDuty {}

    /** Begin a round. */
    record Start(int round) implements JobDuty {}

    /** Keep the result, forget what is not needed any more. */
    record Complete() implements JobDuty {}

    static List<JobDuty> due(JobState state) {
        List<JobDuty> due = new ArrayList<>();
        boolean mine = state.frame().task().createdBy().equals(state.frame().self());
        if (mine && !state.proposalHeard()) {
            due.add(new Propose());
        }
        boolean refused = state.examined().flatMap(JobEvent.Examined::reason).isPresent()
                || state.failure().isPresent();
        if (refused && !state.refusals().containsKey(state.frame().self())) {
            due.add(new Refuse());
        }
        ofPhase(state).ifPresent(due::add);
        return due;
    }

    private static Optional<JobDuty> ofPhase(JobState state) {
        return switch (state.phase()) {
            case EXAMINING -> Optional.of(new Examine());
            case APPROVING -> Optional.empty();
            case FREEZING -> Optional.of(new Freeze());
            case GATHERING -> gathering(state);
            case RUNNING ->
                state.current().isEmpty() ? Optional.of(new Start(state.rounds().size())) : Optional.empty();
            case FINISHED, REFUSED, CANCELLED, FAILED -> Optional.of(new Complete());
        };
    }

    private static Optional<JobDuty> gathering(JobState state) {
        if (!state.approvedBy().contains(state.frame().self())) {
            return Optional.of(new Approve());
        }
        return state.missingApprovals().isEmpty() ? Optional.of(new Start(0)) : Optional.empty();
    }
}
