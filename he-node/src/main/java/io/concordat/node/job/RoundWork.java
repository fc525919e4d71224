package io.concordat.node.job;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.data.RowSourceException;
import io.concordat.node.data.RowSnapshot;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.training.RoundLayout;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.Opening;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.signature.Ed25519;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The computations of a job's rounds, each from an effect to the event that answers it. Runs in the crypto pool. */
final class RoundWork {

    private static final int NONCE_BYTES = 32;

    private final JobTools tools;
    private final JobRun run;
    private final JobFacts facts;
    private final JobKey key;
    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());
    private final ContributionStore contributions;

    RoundWork(JobTools tools, JobRun run) {
        this.tools = tools;
        this.run = run;
        this.facts = new JobFacts(tools, run);
        this.key = new JobKey(tools, run.frame());
        this.contributions = new ContributionStore(tools.stores().sql());
    }

    RoundEvent prepareJoin(int round, RoundEffect.PrepareJoin effect) {
        Optional<GateDecision.Refuse> refusal = gate.admit(effect.open(), facts.now(Digest.ZERO));
        if (refusal.isPresent()) {
            tools.stores().ledger().refused("JOIN " + effect.openHash().hex(), refusal.get());
            return new RoundEvent.JoinRefused(effect.openHash(), refusal.get().reason());
        }
        Optional<Rejection> unable = computeNumbers(round);
        if (unable.isPresent()) {
            run.fail(unable.get());
            return new RoundEvent.JoinRefused(effect.openHash(), unable.get());
        }
        JobEvent.Frozen frozen = run.view(JobState::frozen).orElseThrow();
        Digest snapshot = Digest.of(run.rows().saltedDigest(frozen.salt().toByteArray()));
        return new RoundEvent.JoinPrepared(
                effect.openHash(), nonce(), snapshot, tools.stores().ledger().head());
    }

    /** Computes v_i unless it is stored. Why it cannot be computed stays inside this bank. */
    private Optional<Rejection> computeNumbers(int round) {
        if (contributions.find(run.frame().id(), round).isPresent()) {
            return Optional.empty();
        }
        try {
            RowSnapshot rows = run.rows();
            rows.verify();
            contributions.keep(
                    run.frame().id(), round, run.frame().computation().contribute(state(), rows));
            return Optional.empty();
        } catch (ContributionRefusedException e) {
            return Optional.of(new Rejection(ProblemType.DATA_INVALID, String.valueOf(e.getMessage())));
        } catch (RowSourceException e) {
            return Optional.of(new Rejection(ProblemType.DATA_FILE_REFUSED, String.valueOf(e.getMessage())));
        }
    }

    RoundEvent prepareContribution(int round, RoundEffect.PrepareContribution effect) {
        List<BigInteger> numbers = contributions
                .find(run.frame().id(), round)
                .orElseThrow(() -> new IllegalStateException("The numbers of round " + round + " are not stored"));
        try {
            List<Plaintext> packed = SlotPacker.pack(layout().slots(), numbers);
            return key.arithmetic().contribute(effect, packed, key.held().secrets(), tools.random());
        } catch (SlotOverflowException e) {
            // The reason goes to every bank with the ABANDON: no magnitude in it.
            Rejection reason = new Rejection(
                    ProblemType.DATA_OUT_OF_BOUNDS, "A number of " + run.frame().self() + " does not fit its slot");
            return new RoundEvent.ContributionRefused(effect.attemptId(), reason);
        }
    }

    RoundEvent checkReveals(RoundEffect.CheckReveals effect) {
        Transcript transcript = effect.transcript();
        RoundEvent checked = key.arithmetic().checkReveals(transcript, layout().ciphertexts());
        if (checked instanceof RoundEvent.RevealsAccepted) {
            List<Digest> digests = new ArrayList<>();
            transcript.cohort().forEach(member -> transcript.reveal(member).ciphertexts().toList().stream()
                    .map(RoundHashes::ciphertext)
                    .forEach(digests::add));
            tools.stores().ledger().keepCiphertexts(run.frame().id(), transcript.attemptId(), digests);
        }
        return checked;
    }

    /** The one way to a share: gate, ledger on disk, then arithmetic. */
    RoundEvent release(RoundEffect.RequestRelease effect) throws IOException {
        Digest attemptId = effect.attempt().attemptId();
        return switch (tools.stores()
                .ledger()
                .release(gate, effect.attempt(), run.frame().scope(), () -> facts.now(attemptId))) {
            case DecisionLedger.Decided.Refused(var refusal) -> {
                Rejection reason = refusal.reason();
                if (reason.type() == ProblemType.NOT_READY || reason.type() == ProblemType.QUARANTINED) {
                    facts.askAgainLater(attemptId);
                }
                yield new RoundEvent.ReleaseRefused(
                        attemptId, new Rejection(reason.type(), refusal.gate() + ": " + reason.sentence()));
            }
            case DecisionLedger.Decided.Granted(var receipt) -> {
                RoundEvent granted = new RoundEvent.ReleaseGranted(
                        key.arithmetic().share(receipt, key.held().share(), tools.random()));
                Failpoint.SHARE_AFTER_COMPUTE.reach();
                yield granted;
            }
        };
    }

    RoundEvent checkShare(RoundEffect.CheckShare effect) {
        return key.arithmetic().checkShare(effect.transcript(), effect.share());
    }

    RoundEvent combine(RoundEffect.CombineShares effect) {
        return switch (key.arithmetic().combine(effect, layout().slots())) {
            case Opening.OutOfRange(var refused) -> refused;
            case Opening.InRange(var sums) -> {
                byte[] next = fold(sums, effect.transcript().cohort().size());
                Failpoint.SUM_AFTER_COMBINE.reach();
                yield new RoundEvent.SumOpened(
                        effect.transcript().attemptId(),
                        sums,
                        run.frame().computation().digest(next));
            }
        };
    }

    /** Folds the opened sum into the next state and ends the round. */
    void close(int round, RoundResult result) {
        if (!run.isCurrent(round)) {
            return;
        }
        byte[] next = fold(result.sums(), result.cohort().size());
        if (!run.frame().computation().digest(next).equals(result.newStateDigest())) {
            throw new AssertionError("bug: round " + round + " folds to another state than before");
        }
        Failpoint.ROUND_BEFORE_CLOSE.reach();
        run.record(new JobEvent.RoundClosed(round, ByteString.of(next), result.openedHash()));
        Failpoint.ROUND_AFTER_CLOSE.reach();
    }

    private byte[] fold(List<BigInteger> sums, int contributors) {
        return run.frame().computation().fold(state(), sums, contributors);
    }

    private byte[] state() {
        return run.view(JobState::computationState).toByteArray();
    }

    private RoundLayout layout() {
        return run.frame().layout(state());
    }

    private Digest nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        tools.random().nextBytes(nonce);
        return Digest.of(nonce);
    }
}
