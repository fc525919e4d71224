package io.concordat.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.config.DataSize;
import io.concordat.node.config.PeerConfig;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.RawHttp;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Seal;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member of the consortium can take from a node by sending much, or slowly, or what is no request. */
final class PeerLimitsTest {
    @TempDir
    Path directory;

    private PeerEnd alpha;
    private PeerEnd beta;
    private PeerEnd gamma;
    private Consortium consortium;

    @BeforeEach
    void make() throws Exception {
        alpha = new PeerEnd("alpha", directory.resolve("alpha"));
        beta = new PeerEnd("beta", directory.resolve("beta"));
        gamma = new PeerEnd("gamma", directory.resolve("gamma"));
        consortium =
                Consortium.of("Test", List.of(alpha.member(), beta.member(), gamma.member()), Charter.defaults(3, 512));
    }

    @AfterEach
    void stop() throws Exception {
        for (PeerEnd end : List.of(alpha, beta, gamma)) {
            end.close();
        }
    }

    /** Envelopes that mean nothing cost little: they are refused by their number before they are decoded or verified. */
    @Test
    void t33FloodingMemberIsAskedToWaitAndTheOthersAreServed() throws Exception {
        beta.limits = new PeerConfig.Limits(1_000, DataSize.ofKibibytes(1));
        beta.start(Optional.of(consortium));
        Optional<HttpResponse<String>> late = Optional.empty();
        for (int i = 0; i < 20 && late.isEmpty(); i++) { // the bucket is full again four seconds later
            try (RawPeer flooding = new RawPeer(Optional.of(alpha.tls), beta.port())) {
                assertThat(flooding.post(new byte[8192]).statusCode()).isIn(400, 429);
                late = Optional.of(flooding.post(new byte[8192])).filter(answer -> answer.statusCode() == 429);
            }
        }
        assertThat(late).as("too many").isPresent();
        assertThat(late.orElseThrow().headers().firstValue("Retry-After")).isPresent();
        try (RawPeer other = new RawPeer(Optional.of(gamma.tls), beta.port())) {
            assertThat(other.post(new byte[100]).statusCode()).isEqualTo(400); // examined, and no envelope
        }
    }

    @Test
    void t33NothingIsLostWhenTheOtherAsksToWait() throws Exception {
        beta.limits = new PeerConfig.Limits(5, DataSize.ofMebibytes(1));
        alpha.start(Optional.of(consortium));
        beta.start(Optional.of(consortium));
        List<Digest> sent = new ArrayList<>();
        for (int i = 0; i < 24; i++) { // more than a bucket of twenty
            Seal seal = new Seal(Digest.hash("attempt " + i), Digest.ZERO);
            sent.add(alpha.peers().send(seal, Digest.ZERO, List.of(beta.id)).hash());
        }
        Eventually.holds(
                "beta has all", Duration.ofMinutes(4), () -> beta.fromOthers().size() == sent.size());
        assertThat(beta.fromOthers().stream().map(r -> r.envelope().hash())).containsExactlyElementsOf(sent);
    }

    @Test
    void t33ShareOfAMemberIsItsOwn() {
        AtomicLong now = new AtomicLong();
        PeerRates rates = new PeerRates(new PeerConfig.Limits(2, DataSize.ofKibibytes(64)), now::get);
        PeerRates.Share noisy = rates.of(MemberId.of("noisy"));
        for (int i = 0; i < 8; i++) {
            assertThat(noisy.request(10)).isZero();
        }
        assertThat(noisy.request(10)).isEqualTo(Duration.ofMillis(500));
        assertThat(rates.of(MemberId.of("quiet")).request(10)).isZero();
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(noisy.request(10)).isZero();

        PeerRates.Share large = rates.of(MemberId.of("large"));
        assertThat(large.request(256 * 1024)).isZero();
        assertThat(large.request(64 * 1024)).isEqualTo(Duration.ofSeconds(1));
        assertThat(large.unannounced(1)).isPositive();

        PeerRates.Share busy = rates.of(MemberId.of("busy"));
        for (int i = 0; i < PeerRates.AT_ONCE; i++) {
            assertThat(busy.enter()).isTrue();
        }
        assertThat(busy.enter()).isFalse();
        assertThat(noisy.enter()).isTrue();
        busy.leave();
        assertThat(busy.enter()).isTrue();
    }

    @Test
    void t32PeerListenerRefusesWhatIsNotOneRequest() throws Exception {
        beta.idle = Duration.ofMillis(1500);
        beta.start(Optional.of(consortium));
        String head = "POST " + PeerListener.PATH + " HTTP/1.1\r\nHost: beta\r\nContent-Type: "
                + EnvelopeFormat.mediaType(EnvelopeFormat.WRITTEN) + "\r\n";
        for (String text : List.of(
                head + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
                head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                head
                        + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port());
                    Socket socket = raw.socket()) {
                assertThat(RawHttp.statuses(RawHttp.exchange(socket, text)))
                        .as(text)
                        .doesNotContain(101, 200, 204);
            }
        }
        assertThat(beta.received).isEmpty();
    }

    @Test
    void t32BodyThatComesByteByByteIsCutOff() throws Exception {
        beta.idle = Duration.ofMillis(1500);
        beta.start(Optional.of(consortium));
        String head = "POST " + PeerListener.PATH + " HTTP/1.1\r\nHost: beta\r\nContent-Length: 60000\r\nContent-Type: "
                + EnvelopeFormat.mediaType(EnvelopeFormat.WRITTEN) + "\r\n\r\n";
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port());
                Socket socket = raw.socket()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            Thread dripping = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(200);
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt(); // cut off
                }
            });
            // reads until the other end closes, and fails if it does not
            assertThat(RawHttp.statuses(RawHttp.readToEnd(socket))).doesNotContain(204);
            assertThat(dripping.join(Duration.ofSeconds(30))).isTrue();
        }
    }
}
