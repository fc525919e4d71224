package io.concordat.protocol.round;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Which attempt comes next, who opens it, and with which cohort. */
final class Proposals {
    private static final int MAX_DOUBLINGS = 6;

    private Proposals() {}

    /** The number of the attempt that is to be opened next, or empty while one is under way or the round is over. */
    static OptionalInt next(RoundFacts facts, RoundState state) {
        boolean over = state.settled().isPresent() || state.failures() > OpenRules.FAILED_RETRIES;
        boolean underWay =
                newest(state).filter(attempt -> !attempt.state().isOver()).isPresent();
        if (over || underWay || facts.all(state).stream().anyMatch(AttemptFacts::live)) {
            return OptionalInt.empty();
        }
        int after = state.attempts().isEmpty() ? 0 : state.attempts().lastKey() + 1;
        int next = Math.max(state.expected(), after);
        return next > Open.MAX_ATTEMPT ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /** How long to wait for the OPEN of an attempt by another member: longer than its pause. */
    static Duration patience(RoundContext context, int number) {
        return number == 0 ? step(context, 0) : pause(context, number).plus(step(context, number));
    }

    /** How long to wait before opening an attempt after another: doubled for each number up to 64 times. */
    static Duration pause(RoundContext context, int number) {
        return step(context, number - 1);
    }

    private static Duration step(RoundContext context, int number) {
        long seconds = context.consortium().charter().deadlines().open();
        return Duration.ofSeconds(seconds << Math.min(number, MAX_DOUBLINGS));
    }

    /** Whether the next attempt is this member's to open. */
    static boolean isMine(RoundContext context, RoundState state, int number) {
        return OpenRules.proposer(context, number).equals(context.self()) && !justRefused(state, number);
    }

    /** The OPEN that this member decides on, if the next attempt is its own to open. */
    static Optional<Open> decide(RoundFacts facts, RoundState state) {
        RoundContext context = facts.context();
        OptionalInt next = next(facts, state);
        if (next.isEmpty()
                || state.proposals().containsKey(next.getAsInt())
                || next.getAsInt() > state.rested()
                || !isMine(context, state, next.getAsInt())) {
            return Optional.empty();
        }
        List<DeathCertificate> deaths = facts.all(state).stream()
                .map(DeathCertificate::of)
                .flatMap(Optional::stream)
                .toList();
        Open open = new Open(
                context.taskHash(),
                context.round(),
                next.getAsInt(),
                context.stateDigest(),
                context.prevOpenedHash(),
                DeathCertificate.hash(deaths),
                context.layoutDigest(),
                cohort(facts, state),
                context.consortium().charter().deadlines());
        return open.cohort().contains(context.self()) ? Optional.of(open) : Optional.empty();
    }

    /** The last cohort without the members that were missing twice in a row, if that is permitted. */
    private static List<MemberId> cohort(RoundFacts facts, RoundState state) {
        RoundContext context = facts.context();
        List<MemberId> full = context.frozenCohort().orElse(context.task().cohort());
        List<Attempt> tried = new ArrayList<>(state.attempts().values().stream()
                .filter(attempt -> !(attempt.state() instanceof AttemptState.Refused))
                .toList());
        Collections.reverse(tried);
        if (tried.isEmpty()) {
            return full;
        }
        List<MemberId> last = tried.getFirst().open().cohort();
        boolean twice = tried.size() > 1 && tried.get(1).open().cohort().equals(last);
        if (twice && context.frozenCohort().isEmpty() && state.failures() == 0) {
            Set<MemberId> missing = missing(facts, state, tried.getFirst());
            missing.retainAll(missing(facts, state, tried.get(1)));
            TreeSet<MemberId> rest = new TreeSet<>(last);
            rest.removeAll(missing);
            if (rest.size() >= context.consortium().charter().minimumCohort()) {
                return List.copyOf(rest);
            }
        }
        return last;
    }

    /** Who has just refused to take part leaves the next turn to others. */
    private static boolean justRefused(RoundState state, int next) {
        return !state.attempts().isEmpty()
                && state.attempts().lastKey() == next - 1
                && state.attempt(next - 1)
                        .filter(last -> last.state() instanceof AttemptState.Refused)
                        .isPresent();
    }

    private static Set<MemberId> missing(RoundFacts facts, RoundState state, Attempt attempt) {
        return new TreeSet<>(facts.of(state, attempt).missing());
    }

    private static Optional<Attempt> newest(RoundState state) {
        Optional<Attempt> newest = Optional.empty();
        for (Attempt attempt : state.attempts().values()) {
            newest = attempt.state() instanceof AttemptState.Refused ? newest : Optional.of(attempt);
        }
        return newest;
    }
}
