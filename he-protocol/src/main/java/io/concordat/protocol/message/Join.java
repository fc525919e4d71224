package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;

/**
 * JOIN: a member of U takes part.
 *
 * @param openHash H(OPEN)
 * @param nonce 32 fresh random bytes; one honest member's suffice to make the attemptId new
 * @param snapshotDigest salted digest of the rows, frozen for the job
 * @param ledgerHead head of the member's ledger
 */
public record Join(Digest openHash, Digest nonce, Digest snapshotDigest, Digest ledgerHead) implements RoundMessage {
    @Override
    public MessageType type() {
        return MessageType.JOIN;
    }

    @Override
    public Digest subject() {
        return openHash;
    }

    @Override
    public void write(CanonicalWriter writer) {
        openHash.write(writer);
        nonce.write(writer);
        snapshotDigest.write(writer);
        ledgerHead.write(writer);
    }

    static Join read(CanonicalReader reader) throws DecodeException {
        return new Join(Digest.read(reader), Digest.read(reader), Digest.read(reader), Digest.read(reader));
    }
}
