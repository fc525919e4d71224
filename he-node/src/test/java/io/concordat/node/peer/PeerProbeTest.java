package io.concordat.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.testing.TestPorts;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to another member, tried step by step: how far it comes when something is in the way. */
final class PeerProbeTest {
    private static final int BODY_BYTES = 100_000;

    @TempDir
    private Path directory = Path.of("");

    private PeerEnd alpha;
    private PeerEnd stranger;
    private TlsIdentity member;

    @BeforeEach
    void start() throws Exception {
        alpha = new PeerEnd("alpha", directory.resolve("alpha"));
        PeerEnd beta = new PeerEnd("beta", directory.resolve("beta"));
        PeerEnd gamma = new PeerEnd("gamma", directory.resolve("gamma"));
        stranger = new PeerEnd("stranger", directory.resolve("stranger"));
        Consortium consortium =
                Consortium.of("Test", List.of(alpha.member(), beta.member(), gamma.member()), Charter.defaults(3, 512));
        alpha.start(Optional.of(consortium));
        member = beta.tls;
    }

    @AfterEach
    void stop() throws Exception {
        alpha.close();
    }

    private PeerProbe.Result probe(URI endpoint, Digest pin, TlsIdentity self) throws Exception {
        return PeerProbe.run(endpoint, pin, self.certificate(), self.privateKey(), BODY_BYTES);
    }

    @Test
    void aMemberComesAllTheWayAndLeavesNothingBehind() throws Exception {
        PeerProbe.Result result = probe(alpha.member().peer(), alpha.tls.pin(), member);

        assertThat(result.problem()).isEmpty();
        assertThat(result.pinned()).isTrue();
        assertThat(result.bodyStatus()).contains(204);
        assertThat(Duration.between(result.theirTime().orElseThrow(), result.ourTime()).abs())
                .isLessThan(Duration.ofSeconds(10));
        assertThat(alpha.received).isEmpty();
        assertThat(alpha.refused).isEmpty();
    }

    @Test
    void whoIsNoMemberIsNotAccepted() throws Exception {
        PeerProbe.Result result = probe(alpha.member().peer(), alpha.tls.pin(), stranger.tls);

        assertThat(result.pinned()).isTrue();
        assertThat(result.problem()).isPresent();
        assertThat(result.bodyStatus()).isEmpty();
    }

    @Test
    void anotherCertificateThanThePinnedOneIsSeenAndNotTrusted() throws Exception {
        PeerProbe.Result result = probe(alpha.member().peer(), stranger.tls.pin(), member);

        assertThat(result.shown()).contains(alpha.tls.certificate());
        assertThat(result.pinned()).isFalse();
        assertThat(result.problem()).isPresent();
    }

    @Test
    void aClosedPortAndAnUnknownNameAreToldApart() throws Exception {
        PeerProbe.Result closed =
                probe(URI.create("https://127.0.0.1:" + TestPorts.free()), alpha.tls.pin(), member);
        PeerProbe.Result unknown =
                probe(URI.create("https://no-such-bank.invalid:7443"), alpha.tls.pin(), member);

        assertThat(closed.address()).isPresent();
        assertThat(closed.roundTrip()).isEmpty();
        assertThat(unknown.address()).isEmpty();
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsName() throws Exception {
        Path certificate = directory.resolve("old.pem");
        Path key = directory.resolve("old-key.pem");
        TlsIdentity.create("bank-old", "127.0.0.1", certificate, key, Instant.now().minus(Duration.ofDays(6 * 365)));
        X509Certificate expired = TlsIdentity.read(certificate, key).certificate();

        assertThatThrownBy(() -> new PinnedTrust(_ -> true)
                        .checkClientTrusted(new X509Certificate[] {expired}, "ECDSA"))
                .hasMessageContaining("CN=bank-old")
                .hasMessageContaining("expired")
                .hasMessageContaining(expired.getNotAfter().toInstant().toString());
    }
}
