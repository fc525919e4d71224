package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Opened;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.AttemptState.Abandoned;
import io.concordat.protocol.round.AttemptState.Committed;
import io.concordat.protocol.round.AttemptState.Failed;
import io.concordat.protocol.round.AttemptState.Joined;
import io.concordat.protocol.round.AttemptState.Refused;
import io.concordat.protocol.round.AttemptState.Released;
import io.concordat.protocol.round.AttemptState.Releasing;
import io.concordat.protocol.round.AttemptState.Revealed;
import io.concordat.protocol.round.AttemptState.Sealed;
import io.concordat.protocol.round.AttemptState.Settled;
import io.concordat.protocol.round.AttemptState.Waiting;
import io.concordat.protocol.round.RoundEvent.AbandonRequested;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import io.concordat.protocol.round.RoundEvent.ContributionRefused;
import io.concordat.protocol.round.RoundEvent.JoinPrepared;
import io.concordat.protocol.round.RoundEvent.JoinRefused;
import io.concordat.protocol.round.RoundEvent.ReleaseGranted;
import io.concordat.protocol.round.RoundEvent.RevealsRefused;
import io.concordat.protocol.round.RoundEvent.SumOpened;
import io.concordat.protocol.round.RoundEvent.SumRefused;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** When a node may act: each row of the state table, for one attempt. */
final class AttemptTable {
    private AttemptTable() {}

    /** The attempt in its next state, or empty if nothing follows from what is known. */
    static Optional<Attempt> next(AttemptFacts facts, boolean newer) {
        Attempt attempt = facts.attempt();
        Optional<Attempt> opened = opened(facts);
        if (opened.isPresent()) {
            return opened;
        }
        return switch (attempt.state()) {
            case Waiting _ -> facts.inCohort() ? waiting(facts, newer) : watching(facts);
            case Joined _ -> joined(facts, newer);
            case Committed _ -> committed(facts, newer);
            case Revealed _ -> revealed(facts);
            case Sealed sealed -> sealed(facts, sealed);
            case Releasing releasing -> releasing(facts, releasing);
            case Released _ -> released(facts);
            case Refused _, Abandoned _, Settled _, Failed _ -> Optional.empty();
        };
    }

    private static Optional<Attempt> waiting(AttemptFacts facts, boolean newer) {
        Attempt attempt = facts.attempt();
        Optional<JoinRefused> refused = attempt.result(JoinRefused.class);
        if (refused.isPresent()) {
            return Optional.of(attempt.in(new Refused(refused.get().reason())));
        }
        Optional<Rejection> end = endBeforeReveal(facts, newer).or(() -> late(facts, DeadlineKind.JOIN, "JOINs"));
        if (end.isPresent()) {
            return abandon(attempt, end.get());
        }
        return attempt.has(JoinPrepared.class) ? Optional.of(attempt.in(new Joined())) : Optional.empty();
    }

    private static Optional<Attempt> watching(AttemptFacts facts) {
        Attempt attempt = facts.attempt();
        Optional<Attempt> checked = checkedReveals(facts);
        if (checked.isPresent()) {
            return checked;
        }
        return hopeless(facts)
                .or(() -> late(facts, DeadlineKind.WATCH, "REVEALs"))
                .flatMap(reason -> abandon(attempt, reason));
    }

    private static Optional<Attempt> joined(AttemptFacts facts, boolean newer) {
        Attempt attempt = facts.attempt();
        Optional<Rejection> end = endBeforeReveal(facts, newer)
                .or(() -> attempt.result(ContributionRefused.class).map(ContributionRefused::reason))
                .or(() -> late(facts, DeadlineKind.COMMIT, "COMMITs"))
                .or(() -> facts.allJoined() ? Optional.empty() : late(facts, DeadlineKind.JOIN, "JOINs"));
        if (end.isPresent()) {
            return abandon(attempt, end.get());
        }
        boolean prepared = facts.allJoined() && attempt.has(ContributionPrepared.class);
        return prepared ? Optional.of(attempt.in(new Committed())) : Optional.empty();
    }

    private static Optional<Attempt> committed(AttemptFacts facts, boolean newer) {
        Attempt attempt = facts.attempt();
        Optional<Rejection> end = endBeforeReveal(facts, newer).or(() -> late(facts, DeadlineKind.COMMIT, "COMMITs"));
        if (end.isPresent()) {
            return abandon(attempt, end.get());
        }
        return facts.allCommitted() ? Optional.of(attempt.revealing()) : Optional.empty();
    }

    private static Optional<Attempt> revealed(AttemptFacts facts) {
        return checkedReveals(facts)
                .or(() -> hopeless(facts).flatMap(reason -> abandon(facts.attempt(), reason)))
                .or(() -> late(facts, DeadlineKind.REVEAL, "REVEALs")
                        .flatMap(reason -> abandon(facts.attempt(), reason)));
    }

    private static Optional<Attempt> checkedReveals(AttemptFacts facts) {
        Attempt attempt = facts.attempt();
        Optional<RevealsRefused> refused = attempt.result(RevealsRefused.class);
        if (refused.isPresent()) {
            return abandon(attempt, refused.get().reason());
        }
        return facts.root().map(root -> attempt.in(new Sealed(root, Optional.empty())));
    }

    private static Optional<Attempt> sealed(AttemptFacts facts, Sealed sealed) {
        Attempt attempt = facts.attempt();
        Optional<Rejection> end = hopeless(facts).or(() -> operator(attempt));
        if (end.isPresent()) {
            return abandon(attempt, end.get());
        }
        SortedSet<MemberId> sealedBy = facts.sealedBy(sealed.root());
        boolean ready = sealed.refusal().isEmpty()
                && sealedBy.contains(facts.context().self())
                && sealedBy.size() >= facts.context().threshold();
        return ready ? Optional.of(attempt.in(new Releasing(sealed.root(), sealedBy))) : Optional.empty();
    }

    private static Optional<Attempt> releasing(AttemptFacts facts, Releasing releasing) {
        Attempt attempt = facts.attempt();
        return attempt.result(ReleaseGranted.class)
                .filter(granted -> granted.share().root().equals(releasing.root()))
                .map(granted -> attempt.sharing(releasing.root()));
    }

    private static Optional<Attempt> released(AttemptFacts facts) {
        boolean openable = facts.attempt().shares().size() >= facts.context().threshold();
        if (!facts.dead() || openable) {
            return Optional.empty();
        }
        return abandon(facts.attempt(), dead(facts));
    }

    /** T valid shares open the sum for everybody who checked the reveals, whatever this member's own vote was. */
    private static Optional<Attempt> opened(AttemptFacts facts) {
        Attempt attempt = facts.attempt();
        List<SignedEnvelope> shares = facts.chosenShares();
        Optional<Digest> root = facts.root();
        if (shares.isEmpty()
                || root.isEmpty()
                || attempt.state() instanceof Settled
                || attempt.state() instanceof Failed) {
            return Optional.empty();
        }
        List<Digest> hashes = shares.stream().map(SignedEnvelope::hash).toList();
        Optional<Attempt> settled = attempt.result(SumOpened.class).map(sum -> {
            Digest value = RoundHashes.value(sum.sums());
            Opened message = new Opened(sum.attemptId(), root.get(), hashes, value, sum.newStateDigest());
            return attempt.in(new Settled(message, sum.sums()));
        });
        return settled.or(() -> attempt.result(SumRefused.class).map(sum -> {
            Opened message = new Opened(sum.attemptId(), root.get(), hashes, sum.valueHash(), Digest.ZERO);
            return attempt.in(new Failed(message, sum.reason()));
        }));
    }

    private static Optional<Rejection> endBeforeReveal(AttemptFacts facts, boolean newer) {
        if (newer) {
            return Optional.of(new Rejection(
                    ProblemType.SUPERSEDED,
                    "Expected attempt " + facts.attempt().number() + " to be the newest but a newer OPEN is known"));
        }
        return hopeless(facts);
    }

    private static Optional<Rejection> hopeless(AttemptFacts facts) {
        return facts.hopeless() ? Optional.of(dead(facts)) : Optional.empty();
    }

    private static Rejection dead(AttemptFacts facts) {
        return new Rejection(
                ProblemType.ATTEMPT_ABANDONED,
                "Expected fewer than " + facts.context().hopelessQuorum() + " ABANDONs but found " + facts.abandons());
    }

    private static Optional<Rejection> late(AttemptFacts facts, DeadlineKind kind, String what) {
        if (!facts.attempt().passed().contains(kind)) {
            return Optional.empty();
        }
        return Optional.of(new Rejection(
                ProblemType.DEADLINE_PASSED,
                "Expected " + what + " of " + facts.cohort().size() + " members in time but those of " + facts.missing()
                        + " are missing"));
    }

    private static Optional<Rejection> operator(Attempt attempt) {
        boolean decided =
                attempt.has(AbandonRequested.class) && attempt.passed().contains(DeadlineKind.OPERATOR);
        return decided
                ? Optional.of(new Rejection(
                        ProblemType.OPERATOR_DECISION, "The operator abandoned attempt " + attempt.number()))
                : Optional.empty();
    }

    private static Optional<Attempt> abandon(Attempt attempt, Rejection reason) {
        return Optional.of(attempt.in(new Abandoned(reason)));
    }
}
