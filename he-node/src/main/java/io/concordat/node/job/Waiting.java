package io.concordat.node.job;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.round.WaitCause;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a job waits for.
 *
 * @param members who has to act
 * @param sentence what has to happen
 */
public record Waiting(List<String> members, String sentence) {

    /** Copies the list. */
    public Waiting {
        members = List.copyOf(members);
    }

    static Optional<Waiting> of(JobState state) {
        MemberId self = state.frame().self();
        return switch (state.phase()) {
            case EXAMINING -> waiting(List.of(self), "This node compares the task with its data set.");
            case APPROVING -> {
                int required = state.frame().consortium().charter().approvalsPerBank();
                yield waiting(
                        List.of(self),
                        "The task needs the approval of " + required + " persons of " + self + "; "
                                + state.signed().size() + " so far.");
            }
            case FREEZING -> waiting(List.of(self), "This node freezes its rows.");
            case GATHERING ->
                waiting(
                        state.missingApprovals(),
                        "The approval of " + names(state.missingApprovals()) + " is missing.");
            case RUNNING -> running(state);
            case FINISHED, REFUSED, CANCELLED, FAILED -> Optional.empty();
        };
    }

    private static Optional<Waiting> running(JobState state) {
        return state.current().flatMap(round -> WaitCause.of(round.machine().context(), round.state())
                .flatMap(cause -> waiting(cause.missing(), "Round " + round.number() + ". " + cause.sentence())));
    }

    private static Optional<Waiting> waiting(Collection<MemberId> members, String sentence) {
        return Optional.of(new Waiting(members.stream().map(MemberId::value).toList(), sentence));
    }

    private static String names(Collection<MemberId> members) {
        return String.join(", ", members.stream().map(MemberId::value).toList());
    }
}
