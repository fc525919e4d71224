package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.consortium.MemberId;

/**
 * ENDPOINT_SEEN: the sender has stored a member's endpoint and lets that member in under it.
 *
 * @param member whose endpoint
 * @param version the version stored
 */
public record EndpointSeen(MemberId member, long version) implements MembershipMessage {
    public EndpointSeen {
        if (version < 1) {
            throw new IllegalArgumentException("Expected an endpoint version from 1 but found " + version);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.ENDPOINT_SEEN;
    }

    @Override
    public void write(CanonicalWriter writer) {
        member.write(writer);
        writer.i64(version);
    }

    static EndpointSeen read(CanonicalReader reader) throws DecodeException {
        return new EndpointSeen(MemberId.read(reader), reader.i64());
    }
}
