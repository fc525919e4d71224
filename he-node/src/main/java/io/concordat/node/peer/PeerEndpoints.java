package io.concordat.node.peer;

import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.vertx.core.Future;
import java.util.Optional;

/** Changes certificates and addresses, this node's and others', while everything goes on. */
public interface PeerEndpoints {

    /** From now on this member is reached there, and only the certificates named count for it. Its signature is checked. */
    void learn(SignedEndpoint endpoint);

    /** From now on this node shows this certificate to whoever connects and whomever it connects to. */
    Future<Void> show(PeerTls tls);

    /** From now on this node listens at this address too; the one before is closed by {@link #closeFormerListener}. */
    Future<Void> listenAt(String host, int port);

    /** Closes the listener of before the last {@link #listenAt}, if there is one. */
    void closeFormerListener();

    /** The record of a member that takes part. */
    Optional<Member> member(MemberId id);
}
