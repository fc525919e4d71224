package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEffect.ReportCulprit;
import io.concordat.protocol.round.RoundEvent.AbandonRequested;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import io.concordat.protocol.round.RoundEvent.ContributionRefused;
import io.concordat.protocol.round.RoundEvent.DeadlinePassed;
import io.concordat.protocol.round.RoundEvent.JoinPrepared;
import io.concordat.protocol.round.RoundEvent.JoinRefused;
import io.concordat.protocol.round.RoundEvent.Received;
import io.concordat.protocol.round.RoundEvent.ReleaseGranted;
import io.concordat.protocol.round.RoundEvent.ReleaseRefused;
import io.concordat.protocol.round.RoundEvent.ReleaseRetried;
import io.concordat.protocol.round.RoundEvent.RevealsAccepted;
import io.concordat.protocol.round.RoundEvent.RevealsRefused;
import io.concordat.protocol.round.RoundEvent.ShareAccepted;
import io.concordat.protocol.round.RoundEvent.ShareRefused;
import io.concordat.protocol.round.RoundEvent.SumOpened;
import io.concordat.protocol.round.RoundEvent.SumRefused;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Takes one event into the state, before the state table is applied. */
final class EventRules {
    private EventRules() {}

    static RoundState take(RoundFacts facts, RoundState before, RoundEvent event) {
        RoundState state = before.counted();
        return switch (event) {
            case Received received -> Arrivals.take(facts, state, received.envelope());
            case JoinPrepared result -> byOpen(state, result.openHash(), result);
            case JoinRefused result -> byOpen(state, result.openHash(), result);
            case ContributionPrepared result -> keep(facts, state, result.attemptId(), result);
            case ContributionRefused result -> keep(facts, state, result.attemptId(), result);
            case RevealsAccepted result -> keep(facts, state, result.attemptId(), result);
            case RevealsRefused result -> revealsRefused(facts, state, result);
            case ReleaseGranted result -> keep(facts, state, result.share().attemptId(), result);
            case ReleaseRefused result ->
                change(facts, state, result.attemptId(), attempt -> refuse(attempt, result.reason()));
            case ReleaseRetried result -> change(facts, state, result.attemptId(), EventRules::retry);
            case ShareAccepted result ->
                change(facts, state, result.attemptId(), attempt -> attempt.withShare(result.from()));
            case ShareRefused result -> shareRefused(facts, state, result);
            case SumOpened result -> keep(facts, state, result.attemptId(), result);
            case SumRefused result -> keep(facts, state, result.attemptId(), result);
            case DeadlinePassed passed -> deadline(facts, state, passed);
            case AbandonRequested request -> operator(state, request);
        };
    }

    private static RoundState byOpen(RoundState state, Digest openHash, RoundEvent result) {
        return state.attempts().values().stream()
                .filter(attempt -> attempt.openHash().equals(openHash))
                .findFirst()
                .map(attempt -> state.with(attempt.with(result)))
                .orElse(state);
    }

    private static RoundState keep(RoundFacts facts, RoundState state, Digest attemptId, RoundEvent result) {
        return change(facts, state, attemptId, attempt -> attempt.with(result));
    }

    private static RoundState change(
            RoundFacts facts, RoundState state, Digest attemptId, UnaryOperator<Attempt> change) {
        return facts.find(state, attemptId)
                .map(found -> state.with(change.apply(found.attempt())))
                .orElse(state);
    }

    private static RoundState revealsRefused(RoundFacts facts, RoundState state, RevealsRefused result) {
        RoundState kept = keep(facts, state, result.attemptId(), result);
        return facts.find(kept, result.attemptId())
                .map(found ->
                        kept.noticing(new ReportCulprit(found.attempt().number(), result.culprit(), result.reason())))
                .orElse(kept);
    }

    private static RoundState shareRefused(RoundFacts facts, RoundState state, ShareRefused result) {
        RoundState kept = change(facts, state, result.attemptId(), attempt -> attempt.withBadShare(result.from()));
        return facts.find(kept, result.attemptId())
                .map(found ->
                        kept.noticing(new ReportCulprit(found.attempt().number(), result.from(), result.reason())))
                .orElse(kept);
    }

    private static Attempt refuse(Attempt attempt, Rejection reason) {
        return attempt.state() instanceof AttemptState.Releasing releasing && !attempt.has(ReleaseGranted.class)
                ? attempt.in(new AttemptState.Sealed(releasing.root(), Optional.of(reason)))
                : attempt;
    }

    private static Attempt retry(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Sealed sealed
                ? attempt.in(new AttemptState.Sealed(sealed.root(), Optional.empty()))
                : attempt;
    }

    private static RoundState deadline(RoundFacts facts, RoundState state, DeadlinePassed passed) {
        int number = passed.attempt();
        OptionalInt next = Proposals.next(facts, state);
        boolean isNext = next.isPresent() && next.getAsInt() == number;
        return switch (passed.kind()) {
            case OPEN -> isNext ? state.expecting(number + 1) : state;
            case PAUSE -> isNext ? state.resting(number) : state;
            case JOIN, COMMIT, REVEAL, WATCH, OPERATOR ->
                state.attempt(number)
                        .map(attempt -> state.with(attempt.with(passed.kind())))
                        .orElse(state);
        };
    }

    private static RoundState operator(RoundState state, AbandonRequested request) {
        return state.attempt(request.attempt())
                .filter(attempt -> attempt.passed().contains(DeadlineKind.OPERATOR))
                .map(attempt -> state.with(attempt.with(request)))
                .orElse(state);
    }
}
