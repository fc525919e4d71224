package io.concordat.node.peer;

import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.codec.Digest;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Lets the node enter and leave a consortium, and shows how it stands with each member. */
public interface PeerMembership {

    /** From now on the certificates and signatures of these members count, and what is in the outbox goes to them. */
    void enter(Consortium consortium);

    /** From now on nobody's do, and what is queued for others is dropped: it would block what follows. */
    void leave();

    /** Drops what is queued for others in memory: the messages of a key ceremony that ended. */
    void forgetCeremony();

    /** From now on this member is reached there, and only the certificates named count for it. Its signature is checked. */
    void learn(SignedEndpoint endpoint);

    /** From now on this node shows this certificate to whoever connects and whomever it connects to. */
    Future<Void> show(PeerTls tls);

    /** From now on this node listens at this address too; the one before is closed by {@link #closeFormerListener}. */
    Future<Void> listenAt(String host, int port);

    /** Closes the listener of before the last {@link #listenAt}, if there is one. */
    void closeFormerListener();

    /**
     * Where a member is reached and what it may show.
     *
     * @param peer {@code https://host:port}
     * @param pins of its certificates, the newest first
     */
    record Reached(URI peer, List<Digest> pins) {}

    /** The record of a member of the present consortium. */
    Optional<Member> member(MemberId id);

    /** How a member of the present consortium is reached. */
    Optional<Reached> reached(MemberId member);

    /** The other members. */
    List<PeerContact> contacts();
}
