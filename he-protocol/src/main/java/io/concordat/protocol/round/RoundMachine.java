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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one round for one member: a pure function of its context. One machine for each (job, round) handles all
 * attempts; it keeps what it computed last, so that an event costs what it changes. Thread-safe.
 *
 * <p>The driver stores an event durably, applies it, and then performs the effects; after a restart it folds the journal
 * and performs {@link #due}. What is decided is decided by the fold, before any effect is performed, so that a crash
 * between the two changes nothing.
 */
public final class RoundMachine {
    private final RoundContext context;
    private final RoundFacts facts;
    private volatile @Nullable Due last;

    /** What was due in the state that was asked about last. */
    private record Due(RoundState state, DueEffects effects) {}

    private RoundMachine(RoundContext context) {
        this.context = context;
        this.facts = new RoundFacts(context);
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
        RoundState after = settle(EventRules.take(facts, state, event));
        DueEffects before = effects(state);
        return new Transition(after, effects(after).without(before));
    }

    /** The state after a whole journal, without effects. */
    public RoundState replay(List<RoundEvent> journal) {
        RoundState state = start().state();
        for (RoundEvent event : journal) {
            state = settle(EventRules.take(facts, state, event));
        }
        return state;
    }

    /** All effects that are due in a state: what a restarted node performs. */
    public List<RoundEffect> due(RoundState state) {
        return effects(state).all();
    }

    @SuppressWarnings("ReferenceEquality") // a state never changes: the same object is enough, and quickly seen
    private DueEffects effects(RoundState state) {
        Due known = last;
        if (known != null && known.state() == state) {
            return known.effects();
        }
        DueEffects effects = compute(state);
        last = new Due(state, effects);
        return effects;
    }

    private DueEffects compute(RoundState state) {
        if (state.forgotten().isPresent()) {
            return DueEffects.ofRound(
                    List.of(new ReportForgotten(state.forgotten().get())));
        }
        List<AttemptFacts> all = facts.all(state);
        List<AttemptFacts> live = all.stream().filter(AttemptFacts::live).toList();
        boolean over = state.settled().isPresent() || state.failures() > OpenRules.FAILED_RETRIES;
        SortedMap<Integer, List<RoundEffect>> ofAttempts = new TreeMap<>();
        for (AttemptFacts attempt : all) {
            boolean free = !over && live.stream().allMatch(other -> other == attempt);
            ofAttempts.put(attempt.attempt().number(), attempt.due(free));
        }
        List<RoundEffect> ofRound = new ArrayList<>();
        proposal(state).ifPresent(ofRound::add);
        if (state.failures() > OpenRules.FAILED_RETRIES) {
            ofRound.add(new Stop(new Rejection(
                    ProblemType.RETRIES_EXHAUSTED,
                    "Expected a sum in range after " + OpenRules.FAILED_RETRIES + " retries but " + state.failures()
                            + " openings of round " + context.round() + " failed")));
        }
        return new DueEffects(state.notices(), ofAttempts, ofRound);
    }

    /** The attempt with this identity, if this member knows it. */
    public Optional<Attempt> attempt(RoundState state, Digest attemptId) {
        return facts.find(state, attemptId).map(AttemptFacts::attempt);
    }

    /** The attempts of this round that bind this member, for the ledger of the data scope. */
    public List<Stake> stakes(RoundState state) {
        return Stakes.of(facts, state);
    }

    /** Why the round does not go on at the moment, or empty once the sum is open. */
    public Optional<WaitCause> waitingFor(RoundState state) {
        return WaitCause.of(facts, state);
    }

    /** Applies the state table and decides proposals until nothing more follows. */
    private RoundState settle(RoundState state) {
        RoundState settled = state;
        boolean changed = true;
        while (changed) {
            changed = false;
            int newest = newest(settled);
            for (Attempt attempt : settled.attempts().values()) {
                AttemptFacts known = facts.of(settled, attempt);
                boolean newer = newest > attempt.number();
                Optional<Attempt> next = known.isAtRest(newer) ? Optional.empty() : AttemptTable.next(known, newer);
                if (next.isPresent()) {
                    settled = settled.with(next.get());
                    changed = true;
                } else {
                    known.restsIf(newer);
                }
            }
            Optional<Open> proposal = Proposals.decide(facts, settled);
            if (proposal.isPresent()) {
                settled = settled.proposing(proposal.get());
                changed = true;
            }
        }
        return settled;
    }

    private Optional<RoundEffect> proposal(RoundState state) {
        OptionalInt next = Proposals.next(facts, state);
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

    /** The highest number of an attempt that this member does not refuse, or -1. */
    private static int newest(RoundState state) {
        int newest = -1;
        for (Attempt attempt : state.attempts().values()) {
            newest = attempt.state() instanceof AttemptState.Refused ? newest : attempt.number();
        }
        return newest;
    }
}
