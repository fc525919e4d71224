package io.concordat.node;

import io.concordat.node.consortium.EndpointEvents;
import io.concordat.node.observe.OperatorLog;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.Rejection;
import java.time.Instant;

/** Tells the operator what becomes of certificates and addresses. */
record EndpointLog(OperatorLog log) implements EndpointEvents {

    @Override
    public void changed(MemberEndpoint endpoint) {
        log.endpointChanged(endpoint.id(), endpoint.version(), endpoint.peer(), endpoint.pins());
    }

    @Override
    public void refused(MemberId member, Rejection rejection) {
        log.envelopeRefused(member, rejection);
    }

    @Override
    public void exchangeBegan(Digest pin) {
        log.certificateExchangeBegan(pin);
    }

    @Override
    public void exchanged(Digest pin, Instant expires) {
        log.certificateExchanged(pin, expires);
    }

    @Override
    public void expires(long days) {
        log.certificateExpires(days);
    }
}
