package io.concordat.protocol.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether enough different persons of one member approved one task. */
public final class Approvals {
    private Approvals() {}

    /**
     * Why {@code member} has not approved the task, if it has not: every approval given must be valid, and
     * {@code required} different enrolled approvers must have signed.
     */
    public static Optional<Rejection> examine(
            Member member, Digest taskHash, List<Approval> approvals, int required, SignatureVerifier verifier) {
        Set<Ed25519PublicKey> persons = new HashSet<>();
        for (Approval approval : approvals) {
            Optional<Approver> approver = member.approver(approval.approverKey());
            if (!approval.member().equals(member.id()) || approver.isEmpty()) {
                return invalid("Expected an enrolled approver of " + member.id() + " but found a key of "
                        + approval.member() + " that is not");
            }
            if (!approval.taskHash().equals(taskHash)) {
                return invalid("Expected an approval of task " + taskHash.brief() + " but found one of "
                        + approval.taskHash().brief());
            }
            if (!approval.verify(verifier)) {
                return invalid("Expected a valid signature of " + approver.get().name() + " but found an invalid one");
            }
            persons.add(approval.approverKey());
        }
        if (persons.size() < required) {
            return Optional.of(new Rejection(
                    ProblemType.TASK_NOT_APPROVED,
                    "Expected " + required + " different approvers of " + member.id() + " but found "
                            + persons.size()));
        }
        return Optional.empty();
    }

    private static Optional<Rejection> invalid(String sentence) {
        return Optional.of(new Rejection(ProblemType.APPROVAL_INVALID, sentence));
    }
}
