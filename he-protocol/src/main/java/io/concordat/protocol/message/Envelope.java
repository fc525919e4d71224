package io.concordat.protocol.message;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;

/**
 * Who says what, and where.
 *
 * @param consortiumId the consortium
 * @param keyId the joint key, zero while there is none
 * @param from the sender, whose signing key signs
 * @param incarnation 16 random bytes that the sender's ledger was born with
 * @param seq number of the message among the sender's, from 0
 * @param prevOwnHash H of the sender's message before this one, zero for the first
 * @param body the message
 */
public record Envelope(
        Digest consortiumId,
        Digest keyId,
        MemberId from,
        ByteString incarnation,
        long seq,
        Digest prevOwnHash,
        MessageBody body) {
    /** The version of this layout. */
    public static final int VERSION = 1;

    /** The length of an incarnation in bytes. */
    public static final int INCARNATION_BYTES = 16;

    public Envelope {
        if (incarnation.size() != INCARNATION_BYTES) {
            throw new IllegalArgumentException("Expected an incarnation of 16 bytes but found " + incarnation.size());
        }
        if (seq < 0) {
            throw new IllegalArgumentException("Expected a sequence number from 0 but found " + seq);
        }
    }

    /** The kind of message. */
    public MessageType type() {
        return body.type();
    }
}
