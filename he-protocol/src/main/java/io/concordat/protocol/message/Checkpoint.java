package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * CHECKPOINT: the sender's audit log as it is, for a witness to check and cosign.
 *
 * @param head of the log
 * @param since the size of the head that the witness cosigned last, 0 for the first time
 * @param proof that the log continues that one (RFC 9162, section 2.1.4)
 */
public record Checkpoint(LogHead head, long since, List<Digest> proof) implements WitnessMessage {
    /** The most hashes of a proof: two for each bit of a size. */
    private static final int MAX_PROOF = 2 * Long.SIZE;

    public Checkpoint {
        proof = List.copyOf(proof);
        if (since < 0 || since > head.size() || proof.size() > MAX_PROOF) {
            throw new IllegalArgumentException("Expected a size from 0 to " + head.size() + " and a proof of at most "
                    + MAX_PROOF + " hashes but found " + since + " and " + proof.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CHECKPOINT;
    }

    @Override
    public void write(CanonicalWriter writer) {
        head.write(writer);
        writer.i64(since);
        writer.u32(proof.size());
        proof.forEach(hash -> hash.write(writer));
    }

    static Checkpoint read(CanonicalReader reader) throws DecodeException {
        LogHead head = LogHead.read(reader);
        long since = reader.i64();
        int count = reader.count(MAX_PROOF);
        List<Digest> proof = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            proof.add(Digest.read(reader));
        }
        return new Checkpoint(head, since, proof);
    }
}
