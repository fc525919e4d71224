package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;

/** SEAL: a member has all reveals, multiplied them itself, and this is the root of the transcript. */
public record Seal(Digest attemptId, Digest root) implements RoundMessage {
    @Override
    public MessageType type() {
        return MessageType.SEAL;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        root.write(writer);
    }

    static Seal read(CanonicalReader reader) throws DecodeException {
        return new Seal(Digest.read(reader), Digest.read(reader));
    }
}
