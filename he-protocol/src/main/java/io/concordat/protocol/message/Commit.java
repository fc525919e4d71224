package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;

/** COMMIT: binds a member to the ciphertexts it will reveal. */
public record Commit(Digest attemptId, Digest commitment) implements RoundMessage {
    @Override
    public MessageType type() {
        return MessageType.COMMIT;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        commitment.write(writer);
    }

    static Commit read(CanonicalReader reader) throws DecodeException {
        return new Commit(Digest.read(reader), Digest.read(reader));
    }
}
