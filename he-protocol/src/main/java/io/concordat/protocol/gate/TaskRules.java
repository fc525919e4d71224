package io.concordat.protocol.gate;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approvals;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** G2, G3, G6, G10 and G11: task, cohort, key epoch, budget and readiness. */
final class TaskRules {
    private TaskRules() {}

    /** G11. */
    static Optional<GateDecision.Refuse> ready(GateFacts facts) {
        return facts.notReady().map(reason -> new GateDecision.Refuse(GateId.G11, reason));
    }

    /** G2: this bank's own people approved this very task; not revoked, not expired. */
    static Optional<GateDecision.Refuse> approved(Open open, GateFacts facts, SignatureVerifier verifier) {
        Optional<TaskSpec> stored = facts.task().spec();
        if (stored.isEmpty()) {
            return refuse(
                    GateId.G2,
                    ProblemType.TASK_NOT_APPROVED,
                    "Expected an approved task but task " + open.taskHash().brief() + " is unknown here");
        }
        TaskSpec task = stored.get();
        if (!task.taskHash().equals(open.taskHash())) {
            return refuse(
                    GateId.G2,
                    ProblemType.TASK_MISMATCH,
                    "Expected task " + task.taskHash().brief() + " but found "
                            + open.taskHash().brief());
        }
        Optional<Rejection> unfit = task.examine(facts.consortium(), facts.key().keyId());
        if (unfit.isPresent()) {
            return unfit.map(reason -> new GateDecision.Refuse(GateId.G2, reason));
        }
        if (facts.task().revoked()) {
            return refuse(
                    GateId.G2,
                    ProblemType.TASK_REVOKED,
                    "Expected a valid task but this bank revoked "
                            + task.taskHash().brief());
        }
        if (facts.now() >= task.expiresAt()) {
            return refuse(
                    GateId.G2,
                    ProblemType.TASK_EXPIRED,
                    "Expected a task that expires after " + facts.now() + " but it expired at " + task.expiresAt()
                            + " (seconds since 1970)");
        }
        Member self = facts.consortium().member(facts.self());
        int required = facts.consortium().charter().approvalsPerBank();
        return Approvals.examine(self, open.taskHash(), facts.task().approvals(), required, verifier)
                .map(reason -> new GateDecision.Refuse(GateId.G2, reason));
    }

    /** G3: enough different legal entities, all of them in the task's cohort. */
    static Optional<GateDecision.Refuse> cohort(Open open, GateFacts facts) {
        Consortium consortium = facts.consortium();
        Charter charter = consortium.charter();
        Set<Lei> entities = new HashSet<>();
        for (MemberId id : open.cohort()) {
            boolean inTask =
                    facts.task().spec().map(task -> task.cohort().contains(id)).orElse(false);
            Optional<Member> member = consortium.find(id);
            if (!inTask || member.isEmpty()) {
                return refuse(
                        GateId.G3, ProblemType.COHORT_REFUSED, "Expected members of the task's cohort but found " + id);
            }
            entities.add(member.get().lei());
        }
        int least = charter.minimumCohort(); // never under c + 2: no charter is made otherwise
        if (entities.size() < least) {
            return refuse(
                    GateId.G3,
                    ProblemType.COHORT_TOO_SMALL,
                    "Expected at least " + least + " legal entities in the cohort but found " + entities.size());
        }
        return Optional.empty();
    }

    /** G6: this gate releases masked sums; other ciphertexts belong to another kind of key epoch. */
    static Optional<GateDecision.Refuse> epoch(GateFacts facts) {
        if (facts.key().retired()) {
            return refuse(
                    GateId.G6,
                    ProblemType.KEY_RETIRED,
                    "Expected a key in use but " + facts.key().keyId().brief() + " is retired");
        }
        if (facts.key().type() != EpochType.MASKED_SUMS) {
            return refuse(
                    GateId.G6,
                    ProblemType.EPOCH_TYPE_REFUSED,
                    "Expected a key epoch MASKED_SUMS but found " + facts.key().type());
        }
        return Optional.empty();
    }

    /** G10. */
    static Optional<GateDecision.Refuse> budget(Open open, GateFacts facts) {
        int openings =
                facts.task().spec().map(task -> task.limits().maximumOpenings()).orElse(0);
        int rounds =
                facts.task().spec().map(task -> task.limits().maximumRounds()).orElse(0);
        if (open.round() >= rounds) {
            return refuse(
                    GateId.G10,
                    ProblemType.BUDGET_EXHAUSTED,
                    "Expected a round below " + rounds + " but found " + open.round());
        }
        if (facts.usage().openings() >= openings) {
            return refuse(
                    GateId.G10,
                    ProblemType.BUDGET_EXHAUSTED,
                    "Expected fewer than " + openings + " openings so far but found "
                            + facts.usage().openings());
        }
        return Optional.empty();
    }

    static Optional<GateDecision.Refuse> refuse(GateId gate, ProblemType type, String sentence) {
        return Optional.of(new GateDecision.Refuse(gate, new Rejection(type, sentence)));
    }
}
