package io.concordat.node.consortium;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.Rejection;
import java.time.Instant;

/** What the operator is told about certificates and addresses. */
public interface EndpointEvents {

    /** A member is reached elsewhere, or may show other certificates, from now on. */
    void changed(MemberEndpoint endpoint);

    /** What a member said of its endpoint was refused. */
    void refused(MemberId member, Rejection rejection);

    /** This node made a new certificate and tells the others. */
    void exchangeBegan(Digest pin);

    /** This node shows its new certificate only. */
    void exchanged(Digest pin, Instant expires);

    /** This node's certificate expires in so many days, or has if negative. */
    void expires(long days);
}
