package io.concordat.node.http;

import io.concordat.node.consortium.EndpointStatus;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This node's TLS certificate as people read it.
 *
 * @param inUse the one that it shows
 * @param successor the one that takes its place when all banks have confirmed it; absent if none is being exchanged
 * @param waitingFor the banks that have not confirmed what this node said last
 * @param endpoint what that is; absent if nothing has changed since the consortium was signed
 */
record CertificateView(
        Shown inUse,
        @Nullable Shown successor,
        List<String> waitingFor,
        @Nullable EndpointView endpoint) {

    record Shown(String pin, String name, String from, String expires, long daysLeft) {
        static Shown of(EndpointStatus.Shown shown) {
            return new Shown(
                    shown.pin().hex(),
                    shown.name(),
                    shown.from().toString(),
                    shown.expires().toString(),
                    shown.daysLeft());
        }
    }

    /** @param record the signed canonical bytes, base64: what {@code POST /endpoints} of another bank takes */
    record EndpointView(String id, long version, String peer, List<String> pins, String record) {
        static EndpointView of(SignedEndpoint signed) {
            return new EndpointView(
                    signed.endpoint().id().value(),
                    signed.endpoint().version(),
                    signed.endpoint().peer().toString(),
                    signed.endpoint().pins().stream().map(Digest::hex).toList(),
                    Base64.getEncoder().encodeToString(signed.encode()));
        }
    }

    static CertificateView of(EndpointStatus status) {
        return new CertificateView(
                Shown.of(status.inUse()),
                status.successor().map(Shown::of).orElse(null),
                status.waitingFor().stream().map(MemberId::value).toList(),
                status.endpoint().map(EndpointView::of).orElse(null));
    }
}
