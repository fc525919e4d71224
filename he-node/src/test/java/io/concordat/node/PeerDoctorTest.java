package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.cli.CommandRun;
import io.concordat.node.doctor.Check;
import io.concordat.node.doctor.Diagnosis;
import io.concordat.node.doctor.Diagnosis.Verdict;
import io.concordat.node.doctor.Doctor;
import io.concordat.node.doctor.Target;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.TestPorts;
import io.concordat.protocol.codec.Digest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor goes the way to another bank for real: to a whole node, and to everything that can be in its place. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeerDoctorTest {
    private TestNodes banks;
    private Path directory;
    private TlsIdentity other;

    @BeforeAll
    void found(@TempDir Path given) throws Exception {
        directory = given;
        banks = TestNodes.start(3, directory, EnvelopeTap.none());
        banks.found();
        TlsIdentity.create(
                "bank-b",
                "127.0.0.1",
                directory.resolve("other.pem"),
                directory.resolve("other-key.pem"),
                Instant.now());
        other = TlsIdentity.read(directory.resolve("other.pem"), directory.resolve("other-key.pem"));
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    private List<Diagnosis> way(String host, int port, Digest pin) throws Exception {
        return new Doctor(banks.node(0).config(), Instant.EPOCH)
                .peer(new Target("bank-b", URI.create("https://" + host + ":" + port), pin));
    }

    private static void fails(List<Diagnosis> found, Check check, String finding) {
        assertThat(found).anySatisfy(each -> {
            assertThat(each.check()).isEqualTo(check);
            assertThat(each.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(each.finding()).contains(finding);
            assertThat(each.remedy()).isNotBlank();
        });
    }

    @Test
    void theWayToARunningBankPassesEveryCheck() throws Exception {
        CommandRun run = CommandRun.of(
                "doctor",
                "--config",
                banks.node(0).configFile().toString(),
                "--set",
                "analyst.port=" + banks.node(0).node().analystPort(),
                "--peer",
                "bank-b");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        for (Check check : Check.values()) {
            if (check.slug().startsWith("peer-")) {
                assertThat(run.out()).containsPattern("(?m)^(PASS|WARN)  " + check.slug() + " ");
            }
        }
    }

    @Test
    void aNameWithoutAddressFails() throws Exception {
        fails(way("no-such-bank.invalid", 7443, other.pin()), Check.PEER_NAME, "no address");
    }

    @Test
    void aPortThatNobodyListensOnFails() throws Exception {
        fails(way("127.0.0.1", TestPorts.free(), other.pin()), Check.PEER_CONNECTION, "no connection");
    }

    @Test
    void aListenerWithoutTlsFails() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerPlainly(plain));
            fails(way("127.0.0.1", plain.getLocalPort(), other.pin()), Check.PEER_CERTIFICATE, "no TLS certificate");
        }
    }

    private static void answerPlainly(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket socket = plain.accept()) {
                socket.getOutputStream()
                        .write("220 mail.example ESMTP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            } catch (java.io.IOException e) {
                // closed, or the other end went away: the next one, if there is one
            }
        }
    }

    @Test
    void anotherCertificateThanTheRecordsFails() throws Exception {
        fails(
                way("127.0.0.1", banks.node(1).node().peerPort(), other.pin()),
                Check.PEER_CERTIFICATE,
                "not the one in the record");
    }

    /** The node of bank-b knows bank-a's certificate; the doctor of a bank that is no member shows another one. */
    @Test
    void aBankThatTheOtherDoesNotKnowIsNotAccepted() throws Exception {
        TestNode stranger = TestNode.create("bank-x", directory);
        TlsIdentity theirs = TlsIdentity.read(
                banks.node(1).config().peer().certificateFile(),
                banks.node(1).config().peer().privateKeyFile());
        List<Diagnosis> found = new Doctor(stranger.config(), Instant.EPOCH)
                .peer(new Target(
                        "bank-b",
                        URI.create("https://127.0.0.1:" + banks.node(1).node().peerPort()),
                        theirs.pin()));
        fails(found, Check.PEER_ACCEPTANCE, "does not accept this node");
    }

    /** A proxy with a body limit and a clock of its own, behind the right certificate. */
    @Test
    void aProxyThatLimitsBodiesAndAClockThatIsOffFail() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer proxy = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .addCertValue(Buffer.buffer(other.certificatePem()))
                                    .addKeyValue(Buffer.buffer(other.keyPem()))))
                    .requestHandler(request -> request.body().onSuccess(body -> request.response()
                            .putHeader(
                                    "Date",
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            Instant.now().plusSeconds(900).atOffset(ZoneOffset.UTC)))
                            .setStatusCode(body.length() > 1_000 ? 413 : 204)
                            .end()));
            int port = proxy.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            List<Diagnosis> found = way("127.0.0.1", port, other.pin());
            fails(found, Check.PEER_CLOCK, "differ by");
            fails(found, Check.PEER_BODY, "HTTP 413");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
