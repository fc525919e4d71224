package io.concordat.node.job;

import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.node.training.Computation;
import io.concordat.node.training.RoundLayout;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskSpec;

/**
 * What is fixed for the life of a job.
 *
 * @param self this member
 * @param consortium the consortium of the task
 * @param key the joint key of the task
 * @param task what was proposed
 * @param computation the task's function with its parameters
 */
record JobFrame(
        MemberId self, Consortium consortium, ThresholdPublicKey key, TaskSpec task, Computation<?> computation) {

    JobId id() {
        return task.jobId();
    }

    ScopeId scope() {
        return task.scope();
    }

    boolean contributes() {
        return task.cohort().contains(self);
    }

    /** The layout of the round that starts from this state. */
    RoundLayout layout(byte[] state) {
        return RoundLayout.of(computation.plan(state), key.paillier().bits(), consortium.size());
    }
}
