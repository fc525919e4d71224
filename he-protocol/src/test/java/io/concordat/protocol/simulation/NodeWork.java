package io.concordat.protocol.simulation;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.LedgerReceipt;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.ContributionSecrets;
import io.concordat.protocol.round.Opening;
import io.concordat.protocol.round.RoundArithmetic;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundKey;
import io.concordat.protocol.round.RoundResult;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers the effects that need secrets, data or the ledger, with the real gate and the real arithmetic. */
final class NodeWork {
    private final SimulatedNode node;
    private final DecryptionGate gate;
    private final RandomSource random;

    NodeWork(SimulatedNode node) {
        this.node = node;
        this.gate = new DecryptionGate(node.world.bank().verifier());
        this.random = SeededRandomSource.labelled("run " + node.world.plan.seed() + " of " + node.id);
    }

    RandomSource random() {
        return random;
    }

    RoundContext context(SimulatedJob job, int round, Optional<RoundResult> previous) {
        return new RoundContext(
                node.id,
                node.world.bank().consortium(),
                job.task().keyId(),
                job.task(),
                round,
                previous.map(RoundResult::newStateDigest).orElse(job.task().initialStateDigest()),
                previous.map(RoundResult::openedHash).orElse(Digest.ZERO),
                job.layoutDigest(),
                node.disk.ledger.frozenCohort(job.task().scope()));
    }

    Optional<RoundEvent> answer(RoundKey key, RoundEffect effect) {
        SharedArithmetic shared = node.world.arithmetic;
        SimulatedJob job = node.world.job(key);
        return switch (effect) {
            case RoundEffect.PrepareJoin join -> Optional.of(join(key, join));
            case RoundEffect.PrepareContribution contribution -> Optional.of(contribute(key, contribution));
            case RoundEffect.CheckReveals check ->
                Optional.of(shared.checkReveals(check.transcript(), job.layout().plaintextCount()));
            case RoundEffect.RequestRelease request -> Optional.of(release(job, request.attempt()));
            case RoundEffect.CheckShare check -> Optional.of(shared.checkShare(check.transcript(), check.share()));
            case RoundEffect.CombineShares combine -> Optional.of(combine(key, combine));
            default -> Optional.empty();
        };
    }

    RoundEvent.ContributionPrepared contribute(RoundKey key, RoundEffect.PrepareContribution effect) {
        return arithmetic().contribute(effect, packed(key), secrets(), random);
    }

    RoundArithmetic arithmetic() {
        return node.world.arithmetic.real();
    }

    ContributionSecrets secrets() {
        return new ContributionSecrets(node.id, node.world.bank().pairwise(node.id), SecretBytes.copyOf(new byte[32]));
    }

    /** The stored v_i of a round, packed. */
    List<Plaintext> packed(RoundKey key) {
        SimulatedJob job = node.world.job(key);
        try {
            return SlotPacker.pack(
                    job.layout(),
                    node.disk.contributions.getOrDefault(key, job.values(node.world.bank(), node.id, key.round())));
        } catch (SlotOverflowException e) {
            throw new IllegalStateException(e);
        }
    }

    void recordReveal(RoundKey key, Digest attemptId) {
        node.machine(key).stakes(node.state(key)).stream()
                .filter(stake -> stake.attemptId().equals(attemptId))
                .findFirst()
                .ifPresent(stake -> node.disk.ledger.revealed(
                        node.world.job(key).task().scope(),
                        new Stake(
                                stake.job(),
                                stake.round(),
                                attemptId,
                                stake.stateDigest(),
                                stake.cohort(),
                                Digest.ZERO,
                                Stake.Part.REVEALED,
                                Stake.Outcome.LIVE)));
    }

    private RoundEvent join(RoundKey key, RoundEffect.PrepareJoin effect) {
        SimulatedJob job = node.world.job(key);
        Optional<GateDecision.Refuse> refusal = gate.admit(effect.open(), facts(job, Digest.ZERO));
        if (refusal.isPresent()) {
            return new RoundEvent.JoinRefused(effect.openHash(), refusal.get().reason());
        }
        node.disk.write(
                "numbers",
                () -> node.disk.contributions.putIfAbsent(key, job.values(node.world.bank(), node.id, key.round())));
        byte[] nonce = new byte[Digest.BYTES];
        random.nextBytes(nonce);
        return new RoundEvent.JoinPrepared(
                effect.openHash(), Digest.of(nonce), Digest.hash("snapshot"), Digest.hash("head"));
    }

    private RoundEvent release(SimulatedJob job, SealedAttempt attempt) {
        return switch (gate.decide(attempt, facts(job, attempt.attemptId()))) {
            case GateDecision.Refuse refuse -> new RoundEvent.ReleaseRefused(attempt.attemptId(), refuse.reason());
            case GateDecision.Release release -> {
                try {
                    LedgerReceipt receipt = LedgerReceipt.record(
                            release.permit(),
                            permit -> node.disk.write(
                                    "ledger",
                                    () -> node.disk.ledger.shared(job.task().scope(), permit.attempt())));
                    yield new RoundEvent.ReleaseGranted(
                            arithmetic().share(receipt, node.world.bank().share(node.id), random));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private RoundEvent combine(RoundKey key, RoundEffect.CombineShares effect) {
        SimulatedJob job = node.world.job(key);
        return switch (node.world.arithmetic.combine(effect, job.layout())) {
            case Opening.InRange opened ->
                new RoundEvent.SumOpened(
                        effect.transcript().attemptId(),
                        opened.sums(),
                        SimulatedJob.fold(node.machine(key).context().stateDigest(), opened.sums()));
            case Opening.OutOfRange refused -> refused.event();
        };
    }

    private GateFacts facts(SimulatedJob job, Digest attemptId) {
        Set<Digest> seen = new HashSet<>();
        node.disk.ciphertexts.forEach((ciphertext, attempt) -> {
            if (!attempt.equals(attemptId)) {
                seen.add(ciphertext);
            }
        });
        Optional<Rejection> notReady = node.isMute(job.taskHash())
                ? Optional.of(new Rejection(ProblemType.QUARANTINED, "Expected a confirmed ledger"))
                : Optional.empty();
        return new GateFacts(
                node.id,
                node.world.bank().consortium(),
                new GateFacts.KeyEpoch(job.task().keyId(), EpochType.MASKED_SUMS, false),
                new GateFacts.TaskFacts(Optional.of(job.task()), node.world.approvals(node.id, job), false),
                node.disk.ledger.scope(job.task().scope()),
                new GateFacts.Usage(node.disk.ledger.openings(job.task().jobId()), seen),
                notReady,
                node.seconds());
    }
}
