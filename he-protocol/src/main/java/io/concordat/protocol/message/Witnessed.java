package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.MemberId;

/**
 * WITNESSED: the newest head of a member's audit log that the sender has seen and found to continue every earlier one. It
 * cosigns a checkpoint if it names its head; otherwise it says from where a proof must start, or that the log was rolled back.
 *
 * @param member whose log
 * @param incarnation of the member
 * @param head the newest one, of size 0 if the sender knows none
 */
public record Witnessed(MemberId member, ByteString incarnation, LogHead head) implements WitnessMessage {
    public Witnessed {
        if (incarnation.size() != Envelope.INCARNATION_BYTES) {
            throw new IllegalArgumentException("Expected an incarnation of 16 bytes but found " + incarnation.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.WITNESSED;
    }

    @Override
    public void write(CanonicalWriter writer) {
        member.write(writer);
        writer.fixed(incarnation.toByteArray());
        head.write(writer);
    }

    static Witnessed read(CanonicalReader reader) throws DecodeException {
        return new Witnessed(
                MemberId.read(reader), ByteString.of(reader.fixed(Envelope.INCARNATION_BYTES)), LogHead.read(reader));
    }
}
