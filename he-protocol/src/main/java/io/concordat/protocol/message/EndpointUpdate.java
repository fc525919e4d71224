package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.consortium.SignedEndpoint;

/** ENDPOINT_UPDATE: where the sender is reached from now on, and which certificates it may show. */
public record EndpointUpdate(SignedEndpoint endpoint) implements MembershipMessage {
    @Override
    public MessageType type() {
        return MessageType.ENDPOINT_UPDATE;
    }

    @Override
    public void write(CanonicalWriter writer) {
        endpoint.write(writer);
    }

    static EndpointUpdate read(CanonicalReader reader) throws DecodeException {
        return new EndpointUpdate(SignedEndpoint.read(reader));
    }
}
