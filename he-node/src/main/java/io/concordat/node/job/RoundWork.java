package io.concordat.node.job;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.data.RowSourceException;
import io.concordat.node.data.RowSnapshot;
import io.concordat.node.training.AggregateOpener;
import io.concordat.node.training.ContributionSealer;
import io.concordat.node.training.JointKey;
import io.concordat.node.training.RevealCheck;
import io.concordat.node.training.RoundLayout;
import io.concordat.node.training.SumOpening;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.LedgerReceipt;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.signature.Ed25519;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The computations of a round, each from an effect to the events that answer it. Runs in the crypto pool. */
final class RoundWork {

    private static final int NONCE_BYTES = 32;

    private final JobTools tools;
    private final JobRun run;
    private final JobFacts facts;
    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());
    private final ContributionStore contributions;

    RoundWork(JobTools tools, JobRun run) {
        this.tools = tools;
        this.run = run;
        this.facts = new JobFacts(tools, run);
        this.contributions = new ContributionStore(tools.stores().jdbi());
    }

    List<RoundEvent> prepareJoin(int round, RoundEffect.PrepareJoin effect) {
        GateFacts now = facts.gate(Digest.ZERO);
        Optional<GateDecision.Refuse> refusal = gate.admit(effect.open(), now);
        if (refusal.isPresent()) {
            return List.of(new RoundEvent.JoinRefused(effect.openHash(), refusal.get().reason()));
        }
        Optional<Rejection> unable = computeNumbers(round);
        if (unable.isPresent()) {
            run.fail(unable.get());
            return List.of(new RoundEvent.JoinRefused(effect.openHash(), unable.get()));
        }
        JobEvent.Frozen frozen = run.view(JobState::frozen).orElseThrow();
        Digest snapshot = Digest.of(rows().saltedDigest(frozen.salt().toByteArray()));
        return List.of(new RoundEvent.JoinPrepared(
                effect.openHash(), nonce(), snapshot, tools.stores().ledger().head()));
    }

    /** Computes v_i unless it is stored; the reason stays inside this bank. */
    private Optional<Rejection> computeNumbers(int round) {
        if (contributions.find(run.frame().id(), round).isPresent()) {
            return Optional.empty();
        }
        try {
            RowSnapshot rows = rows();
            rows.verify();
            List<BigInteger> numbers = run.frame().computation().contribute(state(), rows);
            contributions.keep(run.frame().id(), round, numbers);
            return Optional.empty();
        } catch (ContributionRefusedException e) {
            return Optional.of(new Rejection(ProblemType.DATA_INVALID, String.valueOf(e.getMessage())));
        } catch (RowSourceException e) {
            return Optional.of(new Rejection(ProblemType.DATA_FILE_REFUSED, String.valueOf(e.getMessage())));
        }
    }

    List<RoundEvent> prepareContribution(int round, RoundEffect.PrepareContribution effect) {
        List<BigInteger> numbers = contributions
                .find(run.frame().id(), round)
                .orElseThrow(() -> new IllegalStateException("The numbers of round " + round + " are not stored"));
        ContributionSealer sealer = new ContributionSealer(
                key(), run.frame().self(), tools.threads().crypto()::map, tools.random());
        try {
            Blocks ciphertexts =
                    sealer.seal(layout(), numbers, effect.attemptId(), effect.open().cohort());
            return List.of(new RoundEvent.ContributionPrepared(effect.attemptId(), nonce(), ciphertexts));
        } catch (SlotOverflowException e) {
            Rejection reason = new Rejection(ProblemType.DATA_OUT_OF_BOUNDS, String.valueOf(e.getMessage()));
            return List.of(new RoundEvent.ContributionRefused(effect.attemptId(), reason));
        }
    }

    List<RoundEvent> checkReveals(RoundEffect.CheckReveals effect) {
        Transcript transcript = effect.transcript();
        return switch (opener().check(layout(), transcript)) {
            case RevealCheck.Refused(var culprit, var reason) ->
                List.of(new RoundEvent.RevealsRefused(transcript.attemptId(), culprit, reason));
            case RevealCheck.Accepted accepted -> {
                keepCiphertexts(transcript);
                yield List.of(new RoundEvent.RevealsAccepted(transcript.attemptId(), accepted.aggregateHash()));
            }
        };
    }

    private void keepCiphertexts(Transcript transcript) {
        List<Digest> digests = new ArrayList<>();
        transcript.cohort().forEach(member -> transcript.reveal(member).ciphertexts().toList().stream()
                .map(RoundHashes::ciphertext)
                .forEach(digests::add));
        tools.stores().ledger().keepCiphertexts(run.frame().id(), transcript.attemptId(), digests);
    }

    /** The one way to a share: gate, ledger on disk, then arithmetic. */
    List<RoundEvent> release(RoundEffect.RequestRelease effect) throws IOException {
        Digest attemptId = effect.attempt().attemptId();
        return switch (gate.decide(effect.attempt(), facts.gate(attemptId))) {
            case GateDecision.Refuse(var gateId, var reason) -> {
                if (reason.type() == ProblemType.NOT_READY || reason.type() == ProblemType.QUARANTINED) {
                    facts.askAgainLater(attemptId);
                }
                yield List.of(new RoundEvent.ReleaseRefused(
                        attemptId, new Rejection(reason.type(), gateId + ": " + reason.sentence())));
            }
            case GateDecision.Release(var permit) -> {
                LedgerReceipt receipt = LedgerReceipt.record(
                        permit,
                        granted -> tools.stores().ledger().shared(run.frame().scope(), granted));
                yield List.of(new RoundEvent.ReleaseGranted(opener().share(receipt)));
            }
        };
    }

    List<RoundEvent> checkShare(RoundEffect.CheckShare effect) {
        Digest attemptId = effect.transcript().attemptId();
        Optional<Rejection> wrong = opener().examine(effect.transcript(), effect.share());
        return List.of(
                wrong.isPresent()
                        ? new RoundEvent.ShareRefused(attemptId, effect.share().from(), wrong.get())
                        : new RoundEvent.ShareAccepted(attemptId, effect.share().from()));
    }

    List<RoundEvent> combine(RoundEffect.CombineShares effect) {
        Transcript transcript = effect.transcript();
        return switch (opener().open(layout(), transcript, effect.shares())) {
            case SumOpening.Refused(var valueHash, var reason) ->
                List.of(new RoundEvent.SumRefused(transcript.attemptId(), valueHash, reason));
            case SumOpening.Opened(var sums) -> {
                byte[] next = run.frame().computation().fold(state(), sums, transcript.cohort().size());
                yield List.of(new RoundEvent.SumOpened(
                        transcript.attemptId(), sums, run.frame().computation().digest(next)));
            }
        };
    }

    /** Folds the opened sum, once, into the next state. */
    void close(int round, RoundResult result) {
        if (!run.isCurrent(round)) {
            return;
        }
        byte[] next = run.frame()
                .computation()
                .fold(state(), result.sums(), result.cohort().size());
        if (!run.frame().computation().digest(next).equals(result.newStateDigest())) {
            throw new AssertionError("bug: round " + round + " folds to another state than before");
        }
        run.record(new JobEvent.RoundClosed(round, ByteString.of(next), result.openedHash()));
    }

    private byte[] state() {
        return run.view(JobState::computationState).toByteArray();
    }

    private RoundLayout layout() {
        return run.frame().layout(state());
    }

    private RowSnapshot rows() {
        return new JobDuties(tools, run).rows();
    }

    private AggregateOpener opener() {
        return new AggregateOpener(
                key(), run.frame().consortium(), tools.threads().crypto()::map, tools.random());
    }

    private JointKey key() {
        Digest keyId = run.frame().task().keyId();
        return tools.standing()
                .keys()
                .find(keyId)
                .orElseThrow(() -> new IllegalStateException("This node cannot use its share of key " + keyId.brief()));
    }

    private Digest nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        tools.random().nextBytes(nonce);
        return Digest.of(nonce);
    }
}
