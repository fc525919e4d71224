package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Ed25519;

/**
 * The canonical bytes of envelopes:
 * signed bytes = tag, version, type, consortiumId, keyId, from, incarnation, seq, prevOwnHash, sized body; then the
 * 64-byte signature over them.
 */
final class EnvelopeCodec {
    private static final String TAG = "concordat/envelope/v1";

    private EnvelopeCodec() {}

    static byte[] signedBytes(Envelope envelope) {
        byte[] body = envelope.body().encode();
        int limit = envelope.type().bodyLimit();
        if (body.length > limit) {
            throw new IllegalArgumentException("Expected a body of " + envelope.type() + " of at most " + limit
                    + " bytes but found " + body.length);
        }
        CanonicalWriter writer = new CanonicalWriter();
        writer.text(TAG);
        writer.u16(Envelope.VERSION);
        writer.u8(envelope.type().code());
        envelope.consortiumId().write(writer);
        envelope.keyId().write(writer);
        envelope.from().write(writer);
        writer.fixed(envelope.incarnation().toByteArray());
        writer.i64(envelope.seq());
        envelope.prevOwnHash().write(writer);
        writer.sized(body);
        return writer.toByteArray();
    }

    static byte[] encode(SignedEnvelope signed) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.fixed(signedBytes(signed.envelope()));
        writer.fixed(signed.signature().toByteArray());
        return writer.toByteArray();
    }

    static SignedEnvelope decode(byte[] bytes) throws DecodeException {
        if (bytes.length < Ed25519.SIGNATURE_BYTES) {
            throw new DecodeException("Expected an envelope with a signature of 64 bytes but found " + bytes.length);
        }
        int split = bytes.length - Ed25519.SIGNATURE_BYTES;
        ByteString all = ByteString.of(bytes);
        byte[] signedBytes = all.slice(0, split);
        Envelope envelope = StrictDecoder.decode(signedBytes, SignedEnvelope.MAX_BYTES, EnvelopeCodec::read);
        return SignedEnvelope.of(envelope, signedBytes, ByteString.of(all.slice(split, bytes.length)));
    }

    private static Envelope read(CanonicalReader reader) throws DecodeException {
        if (!reader.text(TAG.length()).equals(TAG)) {
            throw new DecodeException("Expected the tag " + TAG + " but found another");
        }
        int version = reader.u16();
        if (version != Envelope.VERSION) {
            throw new DecodeException("Expected version " + Envelope.VERSION + " but found " + version);
        }
        MessageType type = MessageType.ofCode(reader.u8());
        return new Envelope(
                Digest.read(reader),
                Digest.read(reader),
                MemberId.read(reader),
                ByteString.of(reader.fixed(Envelope.INCARNATION_BYTES)),
                reader.i64(),
                Digest.read(reader),
                body(type, reader.sized(type.bodyLimit())));
    }

    private static MessageBody body(MessageType type, byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, type.bodyLimit(), reader -> switch (type) {
            case TASK -> Task.read(reader);
            case TASK_APPROVAL -> TaskApproval.read(reader);
            case TASK_REFUSED -> TaskRefused.read(reader);
            case OPEN -> Open.read(reader);
            case JOIN -> Join.read(reader);
            case COMMIT -> Commit.read(reader);
            case REVEAL -> Reveal.read(reader);
            case SEAL -> Seal.read(reader);
            case SHARE -> Share.read(reader);
            case ABANDON -> Abandon.read(reader);
            case OPENED -> Opened.read(reader);
            case CONSORTIUM_SIGNATURE -> ConsortiumSignature.read(reader);
            case CEREMONY -> Ceremony.read(reader);
            case ENDPOINT_UPDATE -> EndpointUpdate.read(reader);
            case ENDPOINT_SEEN -> EndpointSeen.read(reader);
            case COHORT_CONSENT -> CohortConsented.read(reader);
            case CHECKPOINT -> Checkpoint.read(reader);
            case WITNESSED -> Witnessed.read(reader);
            case RECALL -> Recall.read(reader);
            case RECALLED -> Recalled.read(reader);
            case SHOWN -> Shown.read(reader);
        });
    }
}
