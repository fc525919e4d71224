package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;

/**
 * RECALL: the sender's memory may be older than what it signed; it asks what the others know.
 *
 * @param nonce 32 fresh random bytes that the answers repeat
 */
public record Recall(Digest nonce) implements WitnessMessage {
    @Override
    public MessageType type() {
        return MessageType.RECALL;
    }

    @Override
    public void write(CanonicalWriter writer) {
        nonce.write(writer);
    }

    static Recall read(CanonicalReader reader) throws DecodeException {
        return new Recall(Digest.read(reader));
    }
}
