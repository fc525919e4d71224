package io.concordat.protocol.gate;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this node knows by itself at the moment of a decision. Everything comes from its own stores; nothing from the
 * message that asks.
 *
 * @param self this member
 * @param consortium the consortium
 * @param key the joint key's epoch
 * @param task what this bank's people approved
 * @param ledger what this node remembers about the task's scope
 * @param usage what the task has used up
 * @param notReady why the node must not release at the moment (G11), if there is a reason
 * @param now seconds since 1970
 */
public record GateFacts(
        MemberId self,
        Consortium consortium,
        KeyEpoch key,
        TaskFacts task,
        ScopeLedger ledger,
        Usage usage,
        Optional<Rejection> notReady,
        long now) {
    /**
     * The joint key in use.
     *
     * @param keyId its name
     * @param type what it carries
     * @param retired whether no share may leave under it any more
     */
    public record KeyEpoch(Digest keyId, EpochType type, boolean retired) {}

    /**
     * The task as this bank stored it.
     *
     * @param spec the task, if this node has it
     * @param approvals of this bank's own people
     * @param revoked whether this bank withdrew it
     */
    public record TaskFacts(Optional<TaskSpec> spec, List<Approval> approvals, boolean revoked) {
        public TaskFacts {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * Counters of the task.
     *
     * @param openings sums opened so far, failed ones included
     * @param ciphertexts digests of all ciphertexts revealed in other attempts of the job
     */
    public record Usage(int openings, Set<Digest> ciphertexts) {
        public Usage {
            ciphertexts = Set.copyOf(ciphertexts);
        }
    }
}
