package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;

/** What the network tells the operator. */
public interface PeerEvents {

    /** A delivery failed; told once until the member is reachable again. */
    void unreachable(MemberId member, String reason);

    /** Deliveries work again. */
    void reachable(MemberId member);

    /** The member refused an envelope for good; it is not sent again. */
    void deliveryRefused(MemberId member, String reason);

    /** The member shows a certificate that is out of its time; told once until it is reachable again. */
    void certificateRefused(MemberId member, String reason);

    /** An envelope could not be delivered before its deadline. */
    void deliveryGivenUp(MemberId member, Digest envelopeHash);

    /** An envelope from the connection of this member was refused. */
    void envelopeRefused(MemberId member, Rejection rejection);

    /** A receiver failed; the envelope is delivered again at the next start. */
    void receiverFailed(MessageType type, Digest envelopeHash, RuntimeException cause);
}
