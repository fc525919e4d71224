package io.concordat.protocol.round;

import io.concordat.protocol.consortium.Deadlines;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
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
import io.concordat.protocol.round.Mailbox.Stored;
import io.concordat.protocol.round.RoundEffect.CheckReveals;
import io.concordat.protocol.round.RoundEffect.CheckShare;
import io.concordat.protocol.round.RoundEffect.CombineShares;
import io.concordat.protocol.round.RoundEffect.Finish;
import io.concordat.protocol.round.RoundEffect.Forward;
import io.concordat.protocol.round.RoundEffect.PrepareContribution;
import io.concordat.protocol.round.RoundEffect.PrepareJoin;
import io.concordat.protocol.round.RoundEffect.Publish;
import io.concordat.protocol.round.RoundEffect.ReportRefusal;
import io.concordat.protocol.round.RoundEffect.RequestRelease;
import io.concordat.protocol.round.RoundEffect.SetDeadline;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import io.concordat.protocol.round.RoundEvent.ContributionRefused;
import io.concordat.protocol.round.RoundEvent.JoinPrepared;
import io.concordat.protocol.round.RoundEvent.RevealsAccepted;
import io.concordat.protocol.round.RoundEvent.RevealsRefused;
import io.concordat.protocol.round.RoundEvent.SumOpened;
import io.concordat.protocol.round.RoundEvent.SumRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The effects that are due for one attempt in its present state. */
final class AttemptEffects {
    private final AttemptFacts facts;
    private final Attempt attempt;
    private final Deadlines deadlines;
    private final List<RoundEffect> due = new ArrayList<>();

    private AttemptEffects(AttemptFacts facts) {
        this.facts = facts;
        this.attempt = facts.attempt();
        this.deadlines = attempt.open().deadlines();
    }

    /** @param free whether no other attempt of the round binds this member */
    static List<RoundEffect> due(AttemptFacts facts, boolean free) {
        AttemptEffects effects = new AttemptEffects(facts);
        OwnMessages.due(facts).ifPresent(body -> effects.due.add(new Publish(body)));
        effects.ofState(free);
        effects.shares();
        return effects.due;
    }

    private void ofState(boolean free) {
        switch (attempt.state()) {
            case Waiting _ -> waiting(free);
            case Refused refused -> due.add(new ReportRefusal(attempt.number(), refused.reason()));
            case Joined _ -> joined();
            case Committed _ -> deadline(DeadlineKind.COMMIT, deadlines.commit());
            case Revealed _ -> {
                deadline(DeadlineKind.REVEAL, deadlines.reveal());
                checkReveals();
            }
            case Sealed sealed -> {
                deadline(DeadlineKind.OPERATOR, deadlines.operator());
                sealed.refusal().ifPresent(reason -> due.add(new ReportRefusal(attempt.number(), reason)));
            }
            case Releasing releasing -> {
                deadline(DeadlineKind.OPERATOR, deadlines.operator());
                requestRelease(releasing);
            }
            case Released _ -> {}
            case Abandoned abandoned -> abandoned(abandoned);
            case Settled settled -> finish(settled);
            case Failed failed -> due.add(new ReportRefusal(attempt.number(), failed.reason()));
        }
    }

    private void waiting(boolean free) {
        if (!facts.inCohort()) {
            deadline(DeadlineKind.WATCH, deadlines.join() + deadlines.commit() + deadlines.reveal());
            checkReveals();
            return;
        }
        deadline(DeadlineKind.JOIN, deadlines.join());
        if (free && !attempt.has(JoinPrepared.class)) {
            due.add(new PrepareJoin(attempt.openHash(), attempt.open()));
        }
    }

    private void joined() {
        if (!facts.allJoined()) {
            deadline(DeadlineKind.JOIN, deadlines.join());
            return;
        }
        deadline(DeadlineKind.COMMIT, deadlines.commit());
        if (!attempt.has(ContributionPrepared.class) && !attempt.has(ContributionRefused.class)) {
            facts.attemptId().ifPresent(id -> due.add(new PrepareContribution(id, attempt.open())));
        }
    }

    /** While the attempt may live, everybody is shown the ABANDONs; and the shares of others may still open it. */
    private void abandoned(Abandoned abandoned) {
        due.add(new ReportRefusal(attempt.number(), abandoned.reason()));
        if (attempt.revealed()) {
            facts.ofAnyone(MessageType.ABANDON).forEach((id, stored) -> {
                if (!id.equals(facts.context().self())) {
                    due.add(new Forward(stored.envelope()));
                }
            });
        }
        if (facts.ofAnyone(MessageType.SHARE).size() >= facts.context().threshold()) {
            checkReveals();
        }
    }

    private void checkReveals() {
        if (!attempt.has(RevealsAccepted.class) && !attempt.has(RevealsRefused.class)) {
            facts.transcript().ifPresent(transcript -> due.add(new CheckReveals(transcript)));
        }
    }

    private void requestRelease(AttemptState.Releasing releasing) {
        long lastCommit = facts.ofCohort(MessageType.COMMIT).values().stream()
                .mapToLong(Stored::index)
                .max()
                .orElseThrow(() -> new AssertionError("bug: sealed without COMMITs"));
        OptionalLong ownReveal = facts.own(MessageType.REVEAL)
                .map(stored -> OptionalLong.of(stored.index()))
                .orElseGet(OptionalLong::empty);
        RevealsAccepted accepted = attempt.result(RevealsAccepted.class)
                .orElseThrow(() -> new AssertionError("bug: sealed without checked reveals"));
        facts.transcript()
                .ifPresent(transcript -> due.add(new RequestRelease(new SealedAttempt(
                        transcript, accepted.aggregateHash(), releasing.sealedBy(), lastCommit, ownReveal))));
    }

    /** Shares are checked one by one until T are good, and then combined. */
    private void shares() {
        boolean opened = attempt.has(SumOpened.class) || attempt.has(SumRefused.class);
        boolean refused = attempt.state() instanceof Refused;
        if (opened || refused) {
            return;
        }
        List<SignedEnvelope> chosen = facts.chosenShares();
        facts.transcript().ifPresent(transcript -> facts.root().ifPresent(root -> {
            if (!chosen.isEmpty()) {
                due.add(new CombineShares(transcript, chosen));
                return;
            }
            facts.uncheckedShares(root).forEach(share -> due.add(new CheckShare(transcript, share)));
        }));
    }

    private void finish(Settled settled) {
        due.add(new Finish(new RoundResult(
                attempt.number(),
                settled.message().attemptId(),
                settled.message().root(),
                facts.cohort(),
                settled.sums(),
                settled.message().newStateDigest(),
                settled.message().resultHash())));
    }

    private void deadline(DeadlineKind kind, int seconds) {
        if (!attempt.passed().contains(kind)) {
            due.add(new SetDeadline(kind, attempt.number(), Duration.ofSeconds(seconds)));
        }
    }
}
