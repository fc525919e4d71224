package io.concordat.node.job;

import io.concordat.node.training.JointKey;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.round.RoundArithmetic;
import org.jspecify.annotations.Nullable;

/** The joint key of a job and the arithmetic under it, prepared once. */
final class JobKey {

    private final JobTools tools;
    private final JobFrame frame;
    private @Nullable RoundArithmetic arithmetic;

    JobKey(JobTools tools, JobFrame frame) {
        this.tools = tools;
        this.frame = frame;
    }

    /** What this node holds of the key. */
    JointKey held() {
        Digest keyId = frame.task().keyId();
        return tools.standing()
                .keys()
                .find(keyId)
                .orElseThrow(() -> new IllegalStateException("This node cannot use its share of key " + keyId.brief()));
    }

    synchronized RoundArithmetic arithmetic() {
        RoundArithmetic prepared = arithmetic;
        if (prepared == null) {
            prepared = RoundArithmetic.of(
                    frame.key(), frame.consortium(), tools.threads().crypto());
            arithmetic = prepared;
        }
        return prepared;
    }
}
