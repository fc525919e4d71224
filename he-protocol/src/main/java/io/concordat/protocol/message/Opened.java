package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import java.util.ArrayList;
import java.util.List;

/**
 * OPENED: a member combined T shares.
 *
 * @param shares H(SHARE) of the T shares it used, ascending by member
 * @param valueHash H(V)
 * @param newStateDigest digest of the folded state; zero when the sum failed its checks
 */
public record Opened(Digest attemptId, Digest root, List<Digest> shares, Digest valueHash, Digest newStateDigest)
        implements RoundMessage {
    public Opened {
        shares = List.copyOf(shares);
        if (shares.size() < 2 || shares.size() > Charter.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "Expected 2 to " + Charter.MAX_MEMBERS + " shares but found " + shares.size());
        }
    }

    /** Whether the opened sum failed its checks. */
    public boolean failed() {
        return newStateDigest.equals(Digest.ZERO);
    }

    /** What the next round's OPEN points to; the same for every member, whichever T shares it used. */
    public Digest resultHash() {
        return Digest.hash(
                "opened/v1",
                attemptId.toByteArray(),
                root.toByteArray(),
                valueHash.toByteArray(),
                newStateDigest.toByteArray());
    }

    @Override
    public MessageType type() {
        return MessageType.OPENED;
    }

    @Override
    public Digest subject() {
        return attemptId;
    }

    @Override
    public void write(CanonicalWriter writer) {
        attemptId.write(writer);
        root.write(writer);
        writer.u32(shares.size());
        shares.forEach(share -> share.write(writer));
        valueHash.write(writer);
        newStateDigest.write(writer);
    }

    static Opened read(CanonicalReader reader) throws DecodeException {
        Digest attemptId = Digest.read(reader);
        Digest root = Digest.read(reader);
        int count = reader.count(Charter.MAX_MEMBERS);
        List<Digest> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(Digest.read(reader));
        }
        return new Opened(attemptId, root, shares, Digest.read(reader), Digest.read(reader));
    }
}
