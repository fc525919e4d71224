package io.concordat.protocol.testing;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.LedgerReceipt;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.ContributionSecrets;
import io.concordat.protocol.round.Opening;
import io.concordat.protocol.round.RoundArithmetic;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundMachine;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.round.RoundState;
import io.concordat.protocol.signature.Ed25519;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the effects that need secrets, data or the ledger, and holds the facts from which the gate decides. */
public final class MemberWork {
    private final MemberId id;
    private final TestJob job;
    private final MemberMemory memory;
    private final Supplier<Map<Integer, RoundState>> states;
    private final IntFunction<RoundMachine> machines;
    private final RoundArithmetic arithmetic;
    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());
    private final RandomSource random;

    /** Approvals of this bank's own people. */
    public List<Approval> approvals;

    /** Whether this bank revoked the task. */
    public boolean revoked;

    /** Seconds since 1970. */
    public long now = 1_500;

    /** Why the node is not ready, if it is not. */
    public Optional<Rejection> notReady = Optional.empty();

    /** The frozen cohort of the scope. */
    public Optional<List<MemberId>> frozenCohort = Optional.empty();

    /** What the ledger holds of other jobs in the scope. */
    public List<Stake> otherJobs = List.of();

    /** The state this bank computed for round 0. */
    public Digest initialState;

    MemberWork(
            MemberId id,
            TestJob job,
            MemberMemory memory,
            Supplier<Map<Integer, RoundState>> states,
            IntFunction<RoundMachine> machines) {
        this.id = id;
        this.job = job;
        this.memory = memory;
        this.states = states;
        this.machines = machines;
        this.arithmetic =
                RoundArithmetic.of(job.bank().dealt().key(), job.bank().consortium(), BatchExecutor.sequential());
        this.random = SeededRandomSource.labelled("randomness of " + id);
        this.approvals = job.bank().approve(id, job.task());
        this.initialState = job.task().initialStateDigest();
    }

    /** The arithmetic under the joint key. */
    public RoundArithmetic arithmetic() {
        return arithmetic;
    }

    /** The randomness of this member. */
    public RandomSource random() {
        return random;
    }

    RoundContext context(int round, @Nullable RoundResult previous) {
        if (round > 0 && previous == null) {
            throw new AssertionError("bug: round " + round + " begins after the one before it");
        }
        return new RoundContext(
                id,
                job.bank().consortium(),
                job.task().keyId(),
                job.task(),
                round,
                previous == null ? initialState : previous.newStateDigest(),
                previous == null ? Digest.ZERO : previous.openedHash(),
                job.layoutDigest(),
                previous == null ? frozenCohort : Optional.of(previous.cohort()));
    }

    /** What this node knows by itself, for an attempt. */
    public GateFacts facts(Optional<Digest> attemptId) {
        List<Stake> stakes = new ArrayList<>(otherJobs);
        states.get()
                .forEach((round, state) -> stakes.addAll(machines.apply(round).stakes(state)));
        long openings = stakes.stream()
                .filter(stake -> stake.job().equals(job.task().jobId()))
                .filter(stake -> stake.outcome() == Stake.Outcome.OPENED || stake.outcome() == Stake.Outcome.FAILED)
                .count();
        Set<Digest> seen = new HashSet<>();
        memory.ciphertexts.forEach((ciphertext, attempt) -> {
            if (!attempt.equals(attemptId.orElse(Digest.ZERO))) {
                seen.add(ciphertext);
            }
        });
        return new GateFacts(
                id,
                job.bank().consortium(),
                new GateFacts.KeyEpoch(job.task().keyId(), EpochType.MASKED_SUMS, false),
                new GateFacts.TaskFacts(Optional.of(job.task()), approvals, revoked),
                memory.ledger.scope(job.task().scope(), stakes),
                new GateFacts.Usage((int) openings, seen),
                notReady,
                now);
    }

    /** The honest answer to an effect. */
    public Optional<RoundEvent> answer(int round, RoundEffect effect) {
        return switch (effect) {
            case RoundEffect.PrepareJoin join -> Optional.of(join(round, join));
            case RoundEffect.PrepareContribution contribution ->
                Optional.of(arithmetic.contribute(contribution, packed(round), secrets(), random));
            case RoundEffect.CheckReveals check ->
                Optional.of(
                        arithmetic.checkReveals(check.transcript(), job.layout().plaintextCount()));
            case RoundEffect.RequestRelease request -> Optional.of(release(request.attempt()));
            case RoundEffect.CheckShare check -> Optional.of(arithmetic.checkShare(check.transcript(), check.share()));
            case RoundEffect.CombineShares combine -> Optional.of(combine(round, combine));
            default -> Optional.empty();
        };
    }

    /** The stored v_i of a round, packed. */
    public List<Plaintext> packed(int round) {
        try {
            return SlotPacker.pack(job.layout(), memory.contributions.computeIfAbsent(round, r -> job.values(id, r)));
        } catch (SlotOverflowException e) {
            throw new AssertionError(e);
        }
    }

    /** This member's mask secrets. */
    public ContributionSecrets secrets() {
        return new ContributionSecrets(id, job.bank().pairwise(id), SecretBytes.copyOf(new byte[32]));
    }

    private RoundEvent join(int round, RoundEffect.PrepareJoin effect) {
        Optional<GateDecision.Refuse> refusal = gate.admit(effect.open(), facts(Optional.empty()));
        if (refusal.isPresent()) {
            return new RoundEvent.JoinRefused(effect.openHash(), refusal.get().reason());
        }
        memory.contributions.computeIfAbsent(round, r -> job.values(id, r));
        byte[] nonce = new byte[Digest.BYTES];
        random.nextBytes(nonce);
        return new RoundEvent.JoinPrepared(
                effect.openHash(), Digest.of(nonce), Digest.hash("snapshot"), Digest.hash("head"));
    }

    private RoundEvent release(SealedAttempt attempt) {
        return switch (gate.decide(attempt, facts(Optional.of(attempt.attemptId())))) {
            case GateDecision.Refuse refuse -> new RoundEvent.ReleaseRefused(attempt.attemptId(), refuse.reason());
            case GateDecision.Release release -> {
                try {
                    LedgerReceipt receipt = LedgerReceipt.record(release.permit(), memory.ledger);
                    yield new RoundEvent.ReleaseGranted(
                            arithmetic.share(receipt, job.bank().share(id), random));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private RoundEvent combine(int round, RoundEffect.CombineShares effect) {
        return switch (arithmetic.combine(effect, job.layout())) {
            case Opening.InRange opened ->
                new RoundEvent.SumOpened(
                        effect.transcript().attemptId(),
                        opened.sums(),
                        TestJob.fold(machines.apply(round).context().stateDigest(), opened.sums()));
            case Opening.OutOfRange refused -> refused.event();
        };
    }
}
