package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a ceremony as bytes: u8 version 1, u8 kind, 32 bytes ceremony id (in the first step the digest of the
 * parameters), then by kind.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
sealed interface CeremonyMessage {

    /** The most bytes of a reason to abort. */
    int MAXIMUM_REASON_BYTES = 600;

    /** The most bytes of one member's approval in a certificate. */
    int MAXIMUM_APPROVAL_BYTES = 2048;

    /** Which ceremony. */
    byte[] ceremonyId();

    /**
     * The same for all: u32 step, 32 bytes echo, u8 count and digests, sized content.
     *
     * @param step number of the phase in the order of the ceremony, from 0
     * @param echo hash of all members' broadcasts of the step before
     * @param payloadDigests for each member the hash of the sealed payload for it in this step; none if none are sent
     * @param content the phase's own bytes
     */
    record Broadcast(byte[] ceremonyId, int step, byte[] echo, List<byte[]> payloadDigests, byte[] content)
            implements CeremonyMessage {}

    /** For one member alone: u32 step, sized box. */
    record Sealed(byte[] ceremonyId, int step, byte[] box) implements CeremonyMessage {}

    /** The sender has stopped: text reason. */
    record Abort(byte[] ceremonyId, String reason) implements CeremonyMessage {}

    /**
     * The broadcasts with which all members approved the key: u8 count, sized messages in index order. Whoever has
     * it has the key, whatever it was sent itself.
     */
    record Certificate(byte[] ceremonyId, List<byte[]> approvals) implements CeremonyMessage {}

    /**
     * The sender has approved the key itself but was shown no good approval by another member. It has not stopped: a
     * certificate still gives it the key. Text reason.
     */
    record Doubt(byte[] ceremonyId, String reason) implements CeremonyMessage {}

    /** The canonical bytes. */
    default byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter().u8(1);
        switch (this) {
            case Broadcast broadcast -> {
                writer.u8(1).fixed(broadcast.ceremonyId).u32(broadcast.step).fixed(broadcast.echo);
                writer.u8(broadcast.payloadDigests.size());
                broadcast.payloadDigests.forEach(writer::fixed);
                writer.sized(broadcast.content);
            }
            case Sealed sealed ->
                writer.u8(2).fixed(sealed.ceremonyId).u32(sealed.step).sized(sealed.box);
            case Abort abort -> writer.u8(3).fixed(abort.ceremonyId).text(shortened(abort.reason));
            case Doubt doubt -> writer.u8(5).fixed(doubt.ceremonyId).text(shortened(doubt.reason));
            case Certificate certificate -> {
                writer.u8(4).fixed(certificate.ceremonyId).u8(certificate.approvals.size());
                certificate.approvals.forEach(writer::sized);
            }
        }
        return writer.toByteArray();
    }

    /** Reads a message of a ceremony with so many members. */
    static CeremonyMessage decode(byte[] bytes, int members) throws DecodeException {
        if (bytes.length > KeyCeremony.MAXIMUM_MESSAGE_BYTES) {
            throw new DecodeException(
                    "Expected at most " + KeyCeremony.MAXIMUM_MESSAGE_BYTES + " bytes but found " + bytes.length);
        }
        CanonicalReader reader = new CanonicalReader(bytes);
        int version = reader.u8();
        if (version != 1) {
            throw new DecodeException("Expected message version 1 but found " + version);
        }
        int kind = reader.u8();
        byte[] id = reader.fixed(FramedHash.LENGTH);
        CeremonyMessage message =
                switch (kind) {
                    case 1 -> broadcast(id, reader, members);
                    case 2 -> new Sealed(id, step(reader), reader.sized(KeyCeremony.MAXIMUM_MESSAGE_BYTES));
                    case 3 -> new Abort(id, reader.text(MAXIMUM_REASON_BYTES));
                    case 4 -> certificate(id, reader, members);
                    case 5 -> new Doubt(id, reader.text(MAXIMUM_REASON_BYTES));
                    default -> throw new DecodeException("Expected a message of kind 1 to 5 but found " + kind);
                };
        reader.end();
        return message;
    }

    private static Broadcast broadcast(byte[] id, CanonicalReader reader, int members) throws DecodeException {
        int step = step(reader);
        byte[] echo = reader.fixed(FramedHash.LENGTH);
        int count = reader.u8();
        if (count != 0 && count != members) {
            throw new DecodeException("Expected 0 or " + members + " payload digests but found " + count);
        }
        List<byte[]> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add(reader.fixed(FramedHash.LENGTH));
        }
        return new Broadcast(id, step, echo, digests, reader.sized(KeyCeremony.MAXIMUM_MESSAGE_BYTES));
    }

    private static Certificate certificate(byte[] id, CanonicalReader reader, int members) throws DecodeException {
        int count = reader.u8();
        if (count != members) {
            throw new DecodeException("Expected " + members + " approvals but found " + count);
        }
        List<byte[]> approvals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            approvals.add(reader.sized(MAXIMUM_APPROVAL_BYTES));
        }
        return new Certificate(id, approvals);
    }

    private static int step(CanonicalReader reader) throws DecodeException {
        long step = reader.u32();
        if (step > Integer.MAX_VALUE) {
            throw new DecodeException("Expected a step below 2^31 but found " + step);
        }
        return (int) step;
    }

    private static String shortened(String reason) {
        String shorter = reason;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_REASON_BYTES) {
            shorter = shorter.substring(0, shorter.length() * 3 / 4);
        }
        return shorter;
    }
}
