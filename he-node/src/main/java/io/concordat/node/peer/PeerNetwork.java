package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.Collection;

/** What the rest of the node says to the other members and hears from them. */
public interface PeerNetwork {

    /** This node's own id. */
    MemberId self();

    /**
     * Signs the body as this node's next envelope and sends it to the members named (this node itself left out), in
     * order after what was sent to them before. When it returns, the envelope is stored and will be sent until it is
     * acknowledged or its deadline passes, across restarts; messages of a key ceremony are kept in memory only. The
     * envelope is also handed to this node's own receiver, like one from another member.
     *
     * @param keyId the joint key it is about, {@link Digest#ZERO} if none
     * @throws IllegalStateException if this node is in no consortium, or a member named is not in it
     */
    SignedEnvelope send(MessageBody body, Digest keyId, Collection<MemberId> to);

    /** Sends a stored envelope of this node once more, byte for byte. Does nothing if it is not stored. */
    void resend(Digest envelopeHash, Collection<MemberId> to);

    /**
     * Names who receives messages of this type; one receiver for each type, before the node starts to listen. Envelopes
     * that were stored but not handled when the node last stopped are delivered again at the start.
     */
    void register(MessageType type, EnvelopeReceiver receiver);
}
