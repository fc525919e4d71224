package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEffect.Publish;
import io.concordat.protocol.round.RoundEffect.ReportForgotten;
import io.concordat.protocol.round.RoundEffect.SetDeadline;
import io.concordat.protocol.round.RoundEffect.Stop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The rules of one round for one member: a pure function of its context. One machine for each (job, round) handles all
 * attempts.
 *
 * <p>The driver stores an event durably, applies it, and then performs the effects; after a restart it folds the journal
 * and performs {@link #due}. What is decided is decided by the fold, before any effect is performed, so that a crash
 * between the two changes nothing.
 */
public final class RoundMachine {
    private final RoundContext context;

    private RoundMachine(RoundContext context) {
        this.context = context;
    }

    /** The machine of one member for one round. */
    public static RoundMachine of(RoundContext context) {
        return new RoundMachine(context);
    }

    /** What the machine knows from the beginning. */
    public RoundContext context() {
        return context;
    }

    /** The state before any event; its effects are due at once. */
    public Transition start() {
        RoundState state = settle(RoundState.initial());
        return new Transition(state, due(state));
    }

    /** The state after {@code event} and the effects that were not due before it. */
    public Transition apply(RoundState state, RoundEvent event) {
        RoundState after = settle(EventRules.take(context, state, event));
        Set<RoundEffect> effects = new LinkedHashSet<>(due(after));
        due(state).forEach(effects::remove);
        return new Transition(after, List.copyOf(effects));
    }

    /** The state after a whole journal, without effects. */
    public RoundState replay(List<RoundEvent> journal) {
        RoundState state = start().state();
        for (RoundEvent event : journal) {
            state = settle(EventRules.take(context, state, event));
        }
        return state;
    }

    /** All effects that are due in a state: what a restarted node performs. */
    public List<RoundEffect> due(RoundState state) {
        if (state.forgotten().isPresent()) {
            return List.of(new ReportForgotten(state.forgotten().get()));
        }
        Set<RoundEffect> due = new LinkedHashSet<>(state.notices());
        List<AttemptFacts> all = state.attempts().values().stream()
                .map(attempt -> new AttemptFacts(context, state.mail(), attempt))
                .toList();
        for (AttemptFacts facts : all) {
            due.addAll(AttemptEffects.due(facts, isFree(state, facts, all)));
            due.addAll(Discrepancies.due(facts));
        }
        proposal(state).ifPresent(due::add);
        if (state.failures() > OpenRules.FAILED_RETRIES) {
            due.add(new Stop(new Rejection(
                    ProblemType.RETRIES_EXHAUSTED,
                    "Expected a sum in range after " + OpenRules.FAILED_RETRIES + " retries but " + state.failures()
                            + " openings of round " + context.round() + " failed")));
        }
        return new ArrayList<>(due);
    }

    /** The attempt with this identity, if this member knows it. */
    public Optional<Attempt> attempt(RoundState state, Digest attemptId) {
        return EventRules.find(context, state, attemptId);
    }

    /** The attempts of this round that bind this member, for the ledger of the data scope. */
    public List<Stake> stakes(RoundState state) {
        return Stakes.of(context, state);
    }

    /** Why the round does not go on at the moment, or empty once the sum is open. */
    public Optional<WaitCause> waitingFor(RoundState state) {
        return WaitCause.of(context, state);
    }

    /** Applies the state table and decides proposals until nothing more follows. */
    private RoundState settle(RoundState state) {
        RoundState settled = state;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Attempt attempt : settled.attempts().values()) {
                AttemptFacts facts = new AttemptFacts(context, settled.mail(), attempt);
                Optional<Attempt> next = AttemptTable.next(facts, hasNewer(settled, attempt));
                if (next.isPresent()) {
                    settled = settled.with(next.get());
                    changed = true;
                }
            }
            Optional<Open> proposal = Proposals.decide(context, settled);
            if (proposal.isPresent()) {
                settled = settled.proposing(proposal.get());
                changed = true;
            }
        }
        return settled;
    }

    private Optional<RoundEffect> proposal(RoundState state) {
        OptionalInt next = Proposals.next(context, state);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        int number = next.getAsInt();
        Open open = state.proposals().get(number);
        if (open != null) {
            return Optional.of(new Publish(open));
        }
        boolean pausing = Proposals.isMine(context, state, number) && number > state.rested();
        return Optional.of(
                pausing
                        ? new SetDeadline(DeadlineKind.PAUSE, number, Proposals.pause(context, number))
                        : new SetDeadline(DeadlineKind.OPEN, number, Proposals.patience(context, number)));
    }

    private static boolean isFree(RoundState state, AttemptFacts attempt, List<AttemptFacts> all) {
        boolean over = state.settled().isPresent() || state.failures() > OpenRules.FAILED_RETRIES;
        return !over && all.stream().filter(other -> other != attempt).noneMatch(AttemptFacts::live);
    }

    private static boolean hasNewer(RoundState state, Attempt attempt) {
        return state.attempts().values().stream()
                .anyMatch(
                        other -> other.number() > attempt.number() && !(other.state() instanceof AttemptState.Refused));
    }
}
