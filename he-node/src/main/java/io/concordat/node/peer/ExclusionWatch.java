package io.concordat.node.peer;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;

/** Is told that a member signed two envelopes that exclude each other; the second one was refused. */
@FunctionalInterface
public interface ExclusionWatch {

    /** On a thread of the network; must return soon. */
    void excluded(MemberId member, SignedEnvelope stored, SignedEnvelope refused);
}
