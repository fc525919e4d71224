package io.concordat.node.peer;

import io.concordat.protocol.consortium.Consortium;
import java.util.List;

/** Lets the node enter and leave a consortium, and shows how it stands with each member. */
public interface PeerMembership {

    /** From now on the certificates and signatures of these members count, and what is in the outbox goes to them. */
    void enter(Consortium consortium);

    /** From now on nobody's do, and what is queued for others is dropped: it would block what follows. */
    void leave();

    /** Drops what is queued for others in memory: the messages of a key ceremony that ended. */
    void forgetCeremony();

    /** The other members. */
    List<PeerContact> contacts();
}
