package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;

/** REVEAL: the ciphertexts of a contribution and the salt of its commitment. */
public record Reveal(Digest attemptId, Digest salt, Blocks ciphertexts) implements RoundMessage {
    @Override
    public MessageType type() {
        return MessageType.REVEAL;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        salt.write(writer);
        ciphertexts.write(writer);
    }

    static Reveal read(CanonicalReader reader) throws DecodeException {
        return new Reveal(
                Digest.read(reader), Digest.read(reader), Blocks.read(reader, MessageType.REVEAL.bodyLimit()));
    }
}
