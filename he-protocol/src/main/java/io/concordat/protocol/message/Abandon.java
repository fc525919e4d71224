package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.Rejection;

/** ABANDON: a member will never SHARE for this attempt. */
public record Abandon(Digest attemptId, Rejection reason) implements RoundMessage {
    @Override
    public MessageType type() {
        return MessageType.ABANDON;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        Reasons.write(writer, reason);
    }

    static Abandon read(CanonicalReader reader) throws DecodeException {
        return new Abandon(Digest.read(reader), Reasons.read(reader));
    }
}
