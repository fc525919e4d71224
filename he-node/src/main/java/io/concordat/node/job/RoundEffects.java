package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Performs what the round machine asks for. Called on the job's queue, one effect at a time; arithmetic goes on in the crypto pool. */
final class RoundEffects {

    private static final Logger LOG = LoggerFactory.getLogger(RoundEffects.class);

    private static final Duration ANSWER_AGAIN = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobRun run;
    private final RoundWork work;
    private final Set<String> deadlines = new HashSet<>();
    private final Set<String> computing = ConcurrentHashMap.newKeySet();

    RoundEffects(JobTools tools, JobRun run) {
        this.tools = tools;
        this.run = run;
        this.work = new RoundWork(tools, run);
    }

    void perform(int round, RoundEffect effect) {
        switch (effect) {
            case RoundEffect.Publish(RoundMessage body) -> publish(round, body);
            case RoundEffect.Forward(SignedEnvelope envelope) ->
                tools.peers().resend(envelope.hash(), run.frame().consortium().ids());
            case RoundEffect.SetDeadline(DeadlineKind kind, int attempt, Duration after) ->
                setDeadline(round, kind, attempt, after);
            case RoundEffect.PrepareJoin join -> join(round, join);
            case RoundEffect.PrepareContribution contribution ->
                compute(
                        round,
                        "contribution " + contribution.attemptId().hex(),
                        () -> work.prepareContribution(round, contribution));
            case RoundEffect.CheckReveals check ->
                compute(round, "reveals " + check.transcript().attemptId().hex(), () -> work.checkReveals(check));
            case RoundEffect.RequestRelease request ->
                compute(round, "release " + request.attempt().attemptId().hex(), () -> work.release(request));
            case RoundEffect.CheckShare check ->
                compute(round, "share " + check.share().hash().hex(), () -> work.checkShare(check));
            case RoundEffect.CombineShares combine ->
                compute(round, "sum " + combine.transcript().attemptId().hex(), () -> work.combine(combine));
            case RoundEffect.ReportEvidence(SignedEnvelope first, SignedEnvelope second) ->
                LOG.atError()
                        .addKeyValue("job", jobId())
                        .addKeyValue("member", first.from().value())
                        .addKeyValue("first", first.hash().hex())
                        .addKeyValue("second", second.hash().hex())
                        .log("A member signed two messages that exclude each other; both are kept as evidence");
            case RoundEffect.ReportCulprit culprit ->
                LOG.atWarn()
                        .addKeyValue("job", jobId())
                        .addKeyValue("round", round)
                        .addKeyValue("attempt", culprit.attempt())
                        .addKeyValue("member", culprit.culprit().value())
                        .addKeyValue("problem", culprit.reason().type().slug())
                        .log("A message was refused");
            case RoundEffect.ReportRefusal refusal -> reportRefusal(round, refusal);
            case RoundEffect.ReportForgotten(SignedEnvelope own) -> {
                LOG.atError()
                        .addKeyValue("message", own.hash().hex())
                        .log("This node signed a message it does not know");
                tools.standing()
                        .doubt()
                        .accept("another bank passed on message " + own.hash().brief()
                                + " of this node, which this node does not know");
                run.fail(new Rejection(
                        ProblemType.QUARANTINED,
                        "A message signed by this node is unknown to it: its memory was rolled back."));
            }
            case RoundEffect.Finish(RoundResult result) -> work.close(round, result);
            case RoundEffect.Stop(Rejection reason) -> run.fail(reason);
        }
    }

    /** What passes by itself, such as a full disk, is waited for: a refusal would cost all banks the attempt. */
    private void join(int round, RoundEffect.PrepareJoin join) {
        boolean later = tools.standing()
                .notReady()
                .get()
                .filter(reason -> reason.type() == ProblemType.NOT_READY)
                .isPresent();
        if (later) {
            run.retryLater();
        } else {
            compute(round, "join " + join.openHash().hex(), () -> work.prepareJoin(round, join));
        }
    }

    /** Without the sentence, which may say something of this bank's rows: the job shows it to its own people. */
    private void reportRefusal(int round, RoundEffect.ReportRefusal refusal) {
        LOG.atWarn()
                .addKeyValue("job", jobId())
                .addKeyValue("round", round)
                .addKeyValue("attempt", refusal.attempt())
                .addKeyValue("problem", refusal.reason().type().slug())
                .log("This node does not go on with an attempt");
    }

    /** What is decided is in the ledger before it leaves. What was signed before is sent as it was; a node that may not sign adds nothing. */
    private void publish(int round, RoundMessage body) {
        Optional<SignedEnvelope> before = run.published(body).or(() -> stored(body));
        if (before.isEmpty() && tools.standing().notReady().get().isPresent()) {
            LOG.atWarn()
                    .addKeyValue("job", jobId())
                    .addKeyValue("type", body.type())
                    .log("This node may not sign at the moment; the message is due again when it may");
            run.retryLater();
            return;
        }
        switch (body) {
            case Reveal reveal ->
                tools.stores().ledger().revealed(run.frame().scope(), stake(round, reveal.attemptId()));
            case Abandon abandon ->
                tools.stores().ledger().abandoned(run.frame().scope(), abandon.attemptId());
            default -> {
                // The share was written to the ledger before it was computed; the rest decides nothing.
            }
        }
        if (before.isPresent()) {
            tools.peers().resend(before.get().hash(), run.frame().consortium().ids());
        } else {
            tools.peers()
                    .send(
                            body,
                            run.frame().task().keyId(),
                            run.frame().consortium().ids());
        }
    }

    /** A message of this key that was signed before a crash and not journalled yet. */
    private Optional<SignedEnvelope> stored(RoundMessage body) {
        return new OwnEnvelopes(tools.stores().sql()).find(run.frame().self(), body);
    }

    private Stake stake(int round, Digest attemptId) {
        AttemptLog attempt = run.view(state -> state.roundLog(round).flatMap(log -> log.attempt(attemptId)))
                .orElseThrow(() -> new IllegalStateException("The attempt " + attemptId.brief() + " is unknown"));
        return stake(round, attempt, attemptId, Stake.Part.REVEALED, Stake.Outcome.LIVE);
    }

    private Stake stake(int round, AttemptLog attempt, Digest id, Stake.Part part, Stake.Outcome outcome) {
        return new Stake(
                run.frame().id(),
                round,
                id,
                attempt.open().stateDigest(),
                attempt.open().cohort(),
                Digest.ZERO,
                part,
                outcome);
    }

    /** Brings the ledger up to what the round's attempts have become, before anything is decided from it. */
    void settleLedger(int round) {
        for (AttemptOutcome outcome : run.view(state -> AttemptOutcome.of(state, round))) {
            tools.stores()
                    .ledger()
                    .outcome(
                            run.frame().scope(),
                            stake(
                                    round,
                                    outcome.attempt(),
                                    outcome.attemptId(),
                                    Stake.Part.WITNESSED,
                                    outcome.outcome()));
        }
    }

    private void setDeadline(int round, DeadlineKind kind, int attempt, Duration after) {
        if (deadlines.add(round + " " + kind + " " + attempt)) {
            tools.threads().timers().after(after, () -> answer(round, new RoundEvent.DeadlinePassed(kind, attempt)));
        }
    }

    /** Computes and answers; what is computed at the moment is not computed a second time at once. */
    private void compute(int round, String what, Callable<RoundEvent> computation) {
        if (!computing.add(what)) {
            return;
        }
        var _ = tools.threads().crypto().submit(computation).whenComplete((event, failure) -> {
            computing.remove(what);
            if (failure == null) {
                tools.threads().waiting().execute(() -> answer(round, event));
            } else {
                LOG.atError()
                        .addKeyValue("job", jobId())
                        .setCause(failure)
                        .log("A computation of a job failed; it is tried again");
                run.retryLater();
            }
        });
    }

    /** Hands in an answer; one that cannot be journalled now, for instance because the disk is full, is handed in again. */
    @SuppressWarnings("IllegalCatch") // an answer that is lost would be waited for without end
    private void answer(int round, RoundEvent event) {
        try {
            run.answer(round, List.of(event));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("job", jobId())
                    .setCause(e)
                    .log("What came of a step could not be kept; it is handed in again");
            tools.threads().timers().after(ANSWER_AGAIN, () -> answer(round, event));
        }
    }

    private String jobId() {
        return run.frame().id().value();
    }
}
