package io.concordat.node.witness;

import io.concordat.protocol.consortium.MemberId;

/** What the operator is told about this node's memory and other banks'. */
public interface StandingEvents {
    /** This node signs nothing in jobs from now on. */
    void quarantined(String incarnation, String reason);

    /** It does again, after all other banks said what they know. */
    void released(String incarnation, int spentJobs);

    /** A bank's audit log does not continue what this node cosigned. */
    void logForked(MemberId member);

    /** A bank signed messages that exclude each other. */
    void excluded(MemberId member);
}
