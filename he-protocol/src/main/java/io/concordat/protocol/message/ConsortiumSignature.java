package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.signature.Ed25519;

/** CONSORTIUM_SIGNATURE: the sender's signature under a consortium; made by {@code SignedConsortium.sign}. */
public record ConsortiumSignature(Digest consortiumId, ByteString signature) implements MessageBody {
    public ConsortiumSignature {
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
    }

    static ConsortiumSignature read(CanonicalReader reader) throws DecodeException {
        return new ConsortiumSignature(Digest.read(reader), ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
    }
}
