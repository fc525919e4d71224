package io.concordat.protocol.round;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why a round does not go on at the moment.
 *
 * @param attempt the attempt in question
 * @param missing the members for whose message this node waits; this member itself while its own work is under way
 * @param sentence the cause for people
 */
public record WaitCause(int attempt, SortedSet<MemberId> missing, String sentence) {
    public WaitCause {
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
    }

    /** The cause in a state, or empty once the sum is open. */
    public static Optional<WaitCause> of(RoundContext context, RoundState state) {
        return of(new RoundFacts(context), state);
    }

    static Optional<WaitCause> of(RoundFacts all, RoundState state) {
        if (state.settled().isPresent()) {
            return Optional.empty();
        }
        OptionalInt next = Proposals.next(all, state);
        if (next.isPresent()) {
            MemberId proposer = OpenRules.proposer(all.context(), next.getAsInt());
            return Optional.of(
                    cause(next.getAsInt(), new TreeSet<>(Set.of(proposer)), "waiting for " + proposer + " to open"));
        }
        return all.all(state).stream()
                .filter(facts -> facts.live() || !facts.attempt().state().isOver())
                .reduce((_, later) -> later)
                .map(WaitCause::of);
    }

    private static WaitCause of(AttemptFacts facts) {
        int number = facts.attempt().number();
        SortedSet<MemberId> self = new TreeSet<>(Set.of(facts.context().self()));
        return switch (facts.attempt().state()) {
            case AttemptState.Waiting _ when facts.inCohort() -> cause(number, self, "preparing to join");
            case AttemptState.Waiting _, AttemptState.Joined _, AttemptState.Committed _, AttemptState.Revealed _ ->
                cause(number, facts.missing().isEmpty() ? self : facts.missing(), step(facts));
            case AttemptState.Sealed sealed
            when sealed.refusal().isPresent() ->
                cause(number, self, "the gate refused: " + sealed.refusal().get());
            case AttemptState.Sealed _ -> cause(number, others(facts, MessageType.SEAL), "waiting for SEALs");
            case AttemptState.Releasing _ -> cause(number, self, "asking the gate");
            case AttemptState.Released _ -> cause(number, others(facts, MessageType.SHARE), "waiting for SHAREs");
            case AttemptState.Abandoned _ ->
                cause(number, others(facts, MessageType.ABANDON), "waiting for enough ABANDONs, or for T SHAREs");
            case AttemptState.Refused _, AttemptState.Settled _, AttemptState.Failed _ ->
                cause(number, new TreeSet<>(), "the attempt is over");
        };
    }

    private static String step(AttemptFacts facts) {
        if (!facts.allJoined()) {
            return "waiting for JOINs";
        }
        if (!facts.allCommitted()) {
            return "waiting for COMMITs";
        }
        return facts.allRevealed() ? "checking the REVEALs" : "waiting for REVEALs";
    }

    private static SortedSet<MemberId> others(AttemptFacts facts, MessageType type) {
        SortedSet<MemberId> missing = new TreeSet<>(facts.context().consortium().ids());
        missing.removeAll(facts.ofAnyone(type).keySet());
        return missing;
    }

    private static WaitCause cause(int attempt, SortedSet<MemberId> missing, String what) {
        return new WaitCause(attempt, missing, "Attempt " + attempt + ": " + what + " " + missing);
    }
}
