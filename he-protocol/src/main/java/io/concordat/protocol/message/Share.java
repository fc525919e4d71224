package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;

/**
 * SHARE: a member's partial decryptions of the aggregate, with one batched proof that binds the root and the member.
 *
 * @param partials d_1 … d_K
 * @param proof canonical bytes of a {@code PartialDecryptionProof}
 */
public record Share(Digest attemptId, Digest root, Blocks partials, ByteString proof) implements RoundMessage {
    /** The longest proof. */
    public static final int MAX_PROOF_BYTES = 16 * 1024;

    public Share {
        if (proof.size() == 0 || proof.size() > MAX_PROOF_BYTES) {
            throw new IllegalArgumentException(
                    "Expected a proof of 1 to " + MAX_PROOF_BYTES + " bytes but found " + proof.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.SHARE;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        root.write(writer);
        partials.write(writer);
        proof.write(writer);
    }

    /** Reads the canonical body. */
    public static Share read(CanonicalReader reader) throws DecodeException {
        return new Share(
                Digest.read(reader),
                Digest.read(reader),
                Blocks.read(reader, MessageType.SHARE.bodyLimit()),
                ByteString.read(reader, MAX_PROOF_BYTES));
    }
}
