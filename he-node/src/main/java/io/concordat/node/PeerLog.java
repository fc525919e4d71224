package io.concordat.node;

import io.concordat.node.observe.OperatorLog;
import io.concordat.node.peer.PeerEvents;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;

/** Tells the operator what the network says. */
record PeerLog(OperatorLog log) implements PeerEvents {

    @Override
    public void unreachable(MemberId member, String reason) {
        log.peerUnreachable(member, reason);
    }

    @Override
    public void reachable(MemberId member) {
        log.peerReachable(member);
    }

    @Override
    public void deliveryRefused(MemberId member, String reason) {
        log.deliveryRefused(member, reason);
    }

    @Override
    public void certificateRefused(MemberId member, String reason) {
        log.peerCertificateRefused(member, reason);
    }

    @Override
    public void deliveryGivenUp(MemberId member, Digest envelopeHash) {
        log.deliveryGivenUp(member, envelopeHash);
    }

    @Override
    public void envelopeRefused(MemberId member, Rejection rejection) {
        log.envelopeRefused(member, rejection);
    }

    @Override
    public void receiverFailed(MessageType type, Digest envelopeHash, RuntimeException cause) {
        log.receiverFailed(type, envelopeHash, cause);
    }
}
