package io.concordat.node.peer;

import io.concordat.protocol.consortium.Consortium;
import java.util.List;
import java.util.Optional;

/** Lets the node enter and leave a consortium, and shows how it stands with each member. */
public interface PeerMembership {

    /** From now on the certificates and signatures of these members count, and what is in the outbox goes to them. */
    void enter(Consortium consortium);

    /**
     * From now on the members that take part in either version count. In the proposed one they may only sign it, unless there is
     * no active one. What is queued for whoever takes part no longer is dropped.
     */
    void enter(Optional<Consortium> active, Optional<Consortium> proposed);

    /** From now on nobody's do, and what is queued for others is dropped: it would block what follows. */
    void leave();

    /**
     * The version that counts. Who sees it here may speak in it at once: what is sent from then on is said in it. Stays what it was when
     * the node stops.
     */
    Optional<Consortium> active();

    /** Drops what is queued for others in memory: the messages of a key ceremony that ended. */
    void forgetCeremony();

    /** The other members. */
    List<PeerContact> contacts();
}
