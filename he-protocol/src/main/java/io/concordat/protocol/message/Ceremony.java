package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.util.Optional;

/**
 * CEREMONY: carries a message of a key ceremony, opaque to everything but the ceremony.
 *
 * @param ceremonyId which ceremony
 * @param phase a number that the ceremony chooses, for people who watch
 * @param to the one receiver, or empty for all
 * @param payload the ceremony's own bytes
 */
public record Ceremony(Digest ceremonyId, int phase, Optional<MemberId> to, ByteString payload) implements MessageBody {
    public Ceremony {
        if (phase < 0 || phase > 0xFFFF) {
            throw new IllegalArgumentException("Expected a phase from 0 to 65535 but found " + phase);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CEREMONY;
    }

    @Override
    public void write(CanonicalWriter writer) {
        ceremonyId.write(writer);
        writer.u16(phase);
        writer.u8(to.isPresent() ? 1 : 0);
        to.ifPresent(id -> id.write(writer));
        payload.write(writer);
    }

    static Ceremony read(CanonicalReader reader) throws DecodeException {
        Digest ceremonyId = Digest.read(reader);
        int phase = reader.u16();
        int addressed = reader.u8();
        if (addressed > 1) {
            throw new DecodeException("Expected a flag of 0 or 1 but found " + addressed);
        }
        Optional<MemberId> to = addressed == 1 ? Optional.of(MemberId.read(reader)) : Optional.empty();
        return new Ceremony(ceremonyId, phase, to, ByteString.read(reader, MessageType.CEREMONY.bodyLimit()));
    }
}
