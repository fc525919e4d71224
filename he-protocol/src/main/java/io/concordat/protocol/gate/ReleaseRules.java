package io.concordat.protocol.gate;

import static io.concordat.protocol.gate.TaskRules.refuse;

import io.concordat.protocol.gate.Stake.Outcome;
import io.concordat.protocol.gate.Stake.Part;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/** G8: one release for a round and a state; a failed opening may be repeated twice by the same cohort. */
final class ReleaseRules {
    /** How often a failed opening is tried again. */
    static final int FAILED_RETRIES = 2;

    private ReleaseRules() {}

    /** Whether the ledger holds this very release. */
    static boolean released(SealedAttempt attempt, ScopeLedger ledger) {
        return ledger.stakes().stream()
                .anyMatch(stake -> stake.part() == Part.SHARED
                        && stake.attemptId().equals(attempt.attemptId())
                        && stake.root().equals(attempt.root()));
    }

    /** Never a SHARE after an ABANDON. */
    static Optional<GateDecision.Refuse> notAbandoned(SealedAttempt attempt, GateFacts facts) {
        if (facts.ledger().abandoned().contains(attempt.attemptId())) {
            return refuse(
                    GateId.G8,
                    ProblemType.ATTEMPT_ABANDONED,
                    "Expected an attempt that this node did not abandon" + " but it signed ABANDON for "
                            + attempt.attemptId().brief());
        }
        return Optional.empty();
    }

    /** What was released before forbids this release. */
    static Optional<GateDecision.Refuse> release(SealedAttempt attempt, GateFacts facts) {
        Open open = attempt.open();
        for (Stake stake : facts.ledger().stakes()) {
            if (stake.attemptId().equals(attempt.attemptId()) && stake.part() == Part.SHARED) {
                return refuse(
                        GateId.G8,
                        ProblemType.ALREADY_RELEASED,
                        "Expected root " + stake.root().brief()
                                + " of the share that left for "
                                + attempt.attemptId().brief() + " but found "
                                + attempt.root().brief());
            }
        }
        List<Stake> others = facts.ledger().stakes().stream()
                .filter(stake -> !stake.attemptId().equals(attempt.attemptId()))
                .filter(stake -> stake.part() != Part.REVEALED || stake.outcome() != Outcome.LIVE)
                .toList();
        return conflict(open, others);
    }

    /** What lives or was opened before forbids to join. */
    static Optional<GateDecision.Refuse> join(Open open, GateFacts facts) {
        JobId job = JobId.ofTask(open.taskHash());
        for (Stake stake : facts.ledger().stakes()) {
            boolean live = stake.outcome() == Outcome.LIVE;
            if (live && (stake.sameRound(job, open) || !stake.cohort().equals(open.cohort()))) {
                return refuse(
                        GateId.G8,
                        ProblemType.ATTEMPT_LIVE,
                        "Expected no live attempt of round " + open.round()
                                + ", or of another cohort in the scope, but attempt "
                                + stake.attemptId().brief() + " of " + stake.cohort() + " lives");
            }
        }
        return conflict(open, facts.ledger().stakes());
    }

    private static Optional<GateDecision.Refuse> conflict(Open open, List<Stake> stakes) {
        JobId job = JobId.ofTask(open.taskHash());
        int failures = 0;
        for (Stake stake : stakes) {
            boolean dead = stake.outcome() == Outcome.DEAD;
            boolean failed = stake.outcome() == Outcome.FAILED;
            if (stake.sameRound(job, open)) {
                if (failed && !stake.cohort().equals(open.cohort())) {
                    return refuse(
                            GateId.G8,
                            ProblemType.COHORT_REFUSED,
                            "Expected the cohort " + stake.cohort() + " of the failed opening of round " + open.round()
                                    + " but found " + open.cohort());
                }
                failures += failed ? 1 : 0;
                if (!dead && !failed) {
                    return refuse(
                            GateId.G8,
                            ProblemType.ALREADY_RELEASED,
                            "Expected no share for round " + open.round()
                                    + " so far but attempt " + stake.attemptId().brief() + " is "
                                    + stake.outcome());
                }
            } else if (stake.job().equals(job) && stake.stateDigest().equals(open.stateDigest()) && !dead) {
                return refuse(
                        GateId.G8,
                        ProblemType.ALREADY_RELEASED,
                        "Expected a state of its own for round " + open.round() + " but round " + stake.round()
                                + " started from the same state");
            }
        }
        if (failures > FAILED_RETRIES) {
            return refuse(
                    GateId.G8,
                    ProblemType.RETRIES_EXHAUSTED,
                    "Expected at most " + FAILED_RETRIES + " retries of a failed opening but round " + open.round()
                            + " failed " + failures + " times");
        }
        return Optional.empty();
    }
}
