package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;

/**
 * SHOWN: an envelope signed by the receiver that excludes another one of it. A node that lacks a message of its own was
 * restored, or is not the only one with its key.
 *
 * @param envelope signed bytes and signature, not decoded here
 */
public record Shown(ByteString envelope) implements WitnessMessage {
    /** Longer envelopes are not shown. */
    public static final int MAX_BYTES = 64 * 1024;

    @Override
    public MessageType type() {
        return MessageType.SHOWN;
    }

    @Override
    public void write(CanonicalWriter writer) {
        envelope.write(writer);
    }

    static Shown read(CanonicalReader reader) throws DecodeException {
        return new Shown(ByteString.read(reader, MAX_BYTES));
    }
}
