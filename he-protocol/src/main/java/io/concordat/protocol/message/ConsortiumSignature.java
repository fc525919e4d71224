package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Ed25519;
import java.util.List;

/**
 * CONSORTIUM_SIGNATURE: the sender's signature under a consortium; made by {@code SignedConsortium.sign}.
 *
 * @param missing members whose signature the sender lacks, ascending: it asks them for it
 */
public record ConsortiumSignature(Digest consortiumId, ByteString signature, List<MemberId> missing)
        implements MembershipMessage {
    public ConsortiumSignature {
        missing = MemberId.sorted(missing);
        if (signature.size() != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("Expected a signature of 64 bytes but found " + signature.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.CONSORTIUM_SIGNATURE;
    }

    @Override
    public void write(CanonicalWriter writer) {
        consortiumId.write(writer);
        writer.fixed(signature.toByteArray());
        MemberId.writeSorted(writer, missing);
    }

    static ConsortiumSignature read(CanonicalReader reader) throws DecodeException {
        return new ConsortiumSignature(
                Digest.read(reader),
                ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)),
                MemberId.readSorted(reader, Charter.MAX_MEMBERS));
    }
}
