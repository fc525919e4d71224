package io.concordat.node.job;

import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MembershipMessage;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Opened;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Task;
import io.concordat.protocol.message.TaskApproval;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.message.WitnessMessage;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/**
 * What this node sent in a job, counted from the envelopes themselves. A block of a REVEAL counts as a ciphertext only if it is one with
 * randomness: 1 &lt; c &lt; n^2 and c mod n other than 1 (which would be {@code 1 + m n}, readable by everybody) and other than 0; anything
 * else counts as a plaintext payload. Not thread-safe.
 */
final class Traffic {

    private final PaillierPublicKey key;
    private final Map<MessageType, Long> envelopes = new EnumMap<>(MessageType.class);
    private long ciphertexts;
    private long partialDecryptions;
    private long plaintexts;
    private long bytes;

    Traffic(PaillierPublicKey key) {
        this.key = key;
    }

    /** Counts one of this node's own envelopes that goes to so many members. */
    void sent(SignedEnvelope envelope, int recipients) {
        MessageBody body = envelope.body();
        envelopes.merge(body.type(), 1L, Long::sum);
        bytes += (long) envelope.encode().length * recipients;
        switch (body) {
            case Reveal reveal -> reveal(reveal.ciphertexts());
            case Share share -> partialDecryptions += share.partials().count();
            // Hashes, nonces, signatures and the task's public text: no number of a row has a place in them.
            case Task _, TaskApproval _, TaskRefused _, MembershipMessage _, Ceremony _, WitnessMessage _ -> {}
            case Open _, Join _, Commit _, Seal _, Abandon _, Opened _ -> {}
        }
    }

    private void reveal(Blocks blocks) {
        for (int k = 0; k < blocks.count(); k++) {
            BigInteger c = new BigInteger(1, blocks.block(k));
            BigInteger residue = c.mod(key.n());
            boolean encrypted = c.bitLength() > key.bits()
                    && c.compareTo(key.nSquared()) < 0
                    && residue.compareTo(BigInteger.ONE) > 0;
            ciphertexts += encrypted ? 1 : 0;
            plaintexts += encrypted ? 0 : 1;
        }
    }

    Map<MessageType, Long> envelopes() {
        return Map.copyOf(envelopes);
    }

    long ciphertexts() {
        return ciphertexts;
    }

    long partialDecryptions() {
        return partialDecryptions;
    }

    long plaintexts() {
        return plaintexts;
    }

    long bytes() {
        return bytes;
    }
}
