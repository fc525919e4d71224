package io.concordat.node.consortium;

import io.concordat.node.keys.TlsIdentity;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * This node's certificate, and how its exchange stands.
 *
 * @param inUse the certificate that this node shows
 * @param successor the one that takes its place when all have confirmed it
 * @param endpoint what was said of this node last, signed: for members that must get it by hand
 * @param waitingFor the members that have not confirmed it
 */
public record EndpointStatus(
        Shown inUse, Optional<Shown> successor, Optional<SignedEndpoint> endpoint, List<MemberId> waitingFor) {

    /** Copies the list. */
    public EndpointStatus {
        waitingFor = List.copyOf(waitingFor);
    }

    /**
     * A certificate.
     *
     * @param pin SHA-256 of it in DER
     * @param name its subject
     * @param from when it begins to count
     * @param expires when it no longer does
     * @param daysLeft whole days until then; negative if it has expired
     */
    public record Shown(Digest pin, String name, Instant from, Instant expires, long daysLeft) {

        static Shown of(TlsIdentity tls, Instant now) {
            return new Shown(
                    tls.pin(),
                    tls.certificate().getSubjectX500Principal().getName(),
                    tls.certificate().getNotBefore().toInstant(),
                    tls.certificate().getNotAfter().toInstant(),
                    tls.daysLeft(now));
        }
    }
}
