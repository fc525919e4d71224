package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalWriter;

/** What a member says; the envelope says who, in which consortium and under which key. */
public sealed interface MessageBody
        permits Task, TaskApproval, TaskRefused, RoundMessage, MembershipMessage, Ceremony, WitnessMessage {
    /** The kind of message. */
    MessageType type();

    /** Writes the canonical body. */
    void write(CanonicalWriter writer);

    /** The canonical body. */
    default byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        write(writer);
        return writer.toByteArray();
    }
}
