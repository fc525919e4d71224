package io.concordat.protocol.message;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;

/** Who says which kind of thing about what: a member may say only one body under it. */
public record MessageKey(MemberId from, MessageType type, Digest subject) {
    /** The key of a round message. */
    public static MessageKey of(MemberId from, RoundMessage message) {
        return new MessageKey(from, message.type(), message.subject());
    }
}
