package io.concordat.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.access.Role;
import io.concordat.node.access.TokenVerifier;
import io.concordat.node.config.AnalystConfig;
import io.concordat.node.config.DataSize;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.RawHttp;
import io.concordat.node.trace.Tracing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real listener of the analyst API against clients that do not keep to the rules. */
final class HttpAbuseTest {
    private static final String HEAD = "Host: localhost\r\nAuthorization: Bearer good\r\n";
    private static final Duration PATIENT = Duration.ofSeconds(40);
    private static final Duration IMPATIENT = Duration.ofMillis(1500);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger handled = new AtomicInteger();
    private final CountDownLatch scoringMayEnd = new CountDownLatch(1);
    private AnalystListener listener = listener(PATIENT, 1_000);

    private AnalystListener listener(Duration idle, int requestsPerSecond) {
        AnalystConfig config = new AnalystConfig(
                "127.0.0.1", 0, Optional.empty(), Path.of("none"), DataSize.ofKibibytes(64), idle, requestsPerSecond);
        TokenVerifier tokens = token ->
                token.startsWith("good") ? new TokenVerifier.Valid(token, Role.all()) : new TokenVerifier.Unknown();
        try {
            AnalystListener started = AnalystListener.start(vertx, config, tokens, Tracing.OFF);
            started.serve(List.of(new Identity(), new Propose(), new Score()), Optional.empty());
            return started;
        } catch (ListenerException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts; any body is good. */
    private final class Identity implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/identity");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            handled.incrementAndGet();
            return new ApiResponse.Ok(Map.of("id", "bank-a"));
        }
    }

    /** Counts as well; its body is read to the end first. */
    private final class Propose implements RouteHandler {
        @Override
        public Route route() {
            return Route.post("/consortium");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            handled.incrementAndGet();
            return new ApiResponse.NoContent();
        }
    }

    /** Takes as long as the test wants. */
    private final class Score implements RouteHandler {
        @Override
        public Route route() {
            return Route.post("/models/{id}/score");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            try {
                var _ = scoringMayEnd.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ApiResponse.NoContent();
        }
    }

    @BeforeEach
    void answersARequestThatKeepsToTheRules() throws Exception {
        assertThat(RawHttp.statuses(send("GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Connection: close\r\n\r\n")))
                .containsExactly(200);
        handled.set(0);
    }

    @AfterEach
    void stop() throws Exception {
        scoringMayEnd.countDown();
        listener.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private String send(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            return RawHttp.exchange(socket, text);
        }
    }

    @Test
    void t32TwoContentLengthsAreRefused() throws Exception {
        String answer = send(
                "GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(RawHttp.statuses(answer)).containsExactly(400);
        assertThat(handled).hasValue(0);
    }

    /** What hides in a body is no request with the authority of the one around it: each is authenticated by itself. */
    @Test
    void t32RequestHiddenBehindLengthAndChunksHasNoAuthority() throws Exception {
        String hidden = "GET /api/v1/identity HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String answer = send("GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Content-Length: " + (5 + hidden.length())
                + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden);
        assertThat(RawHttp.statuses(answer)).doesNotContainSequence(200, 200);
        assertThat(handled).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void t32MalformedLengthsAndHeadersAreRefused() throws Exception {
        for (String bad : List.of(
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 5, 6\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "X-Long: " + "x".repeat(9000) + "\r\n\r\n",
                "Bad Name: 1\r\n\r\n")) {
            String answer = send("POST /api/v1/consortium HTTP/1.1\r\n" + HEAD + bad);
            assertThat(RawHttp.statuses(answer)).as(bad).doesNotContain(200, 204);
        }
        assertThat(handled).hasValue(0);
    }

    /** The authority in a request line chooses nothing here, and gives nothing. */
    @Test
    void t32AbsoluteFormIsNoProxyRequest() throws Exception {
        String answer = send(
                "GET http://169.254.169.254/api/v1/identity HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.statuses(answer)).hasSize(1).doesNotContain(200);
        assertThat(RawHttp.statuses(send("CONNECT example.org:443 HTTP/1.1\r\n" + HEAD + "Connection: close\r\n\r\n")))
                .doesNotContain(200);
        assertThat(handled).hasValue(0);
    }

    @Test
    void t32Http2IsNotSpoken() throws Exception {
        String upgrade = send("GET /api/v1/identity HTTP/1.1\r\n" + HEAD
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
                + "GET /api/v1/identity HTTP/1.1\r\nConnection: close\r\n" + HEAD + "\r\n");
        assertThat(RawHttp.statuses(upgrade)).doesNotContain(101);
        String preface = send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertThat(RawHttp.statuses(preface)).doesNotContain(200, 101);
        assertThat(preface).matches("(?s)(HTTP/[12]\\.[01] [45].*)?");
    }

    /** A byte now and then starts the idle timeout anew; the request's own time does not begin again. */
    @Test
    void t32HeadAndBodyThatComeByteByByteAreCutOff() throws Exception {
        listener.close();
        listener = listener(IMPATIENT, 1_000);
        for (String beginning : List.of(
                "GET /api/v1/identity HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                "POST /api/v1/models/m/score HTTP/1.1\r\n" + HEAD
                        + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.setSoTimeout(200);
                socket.getOutputStream().write(bytes(beginning));
                assertThat(isCutOff(socket)).as(beginning).isTrue();
            }
        }
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false; // nothing to read yet
        }
    }

    private static boolean isCutOff(Socket socket) {
        long end = System.nanoTime() + PATIENT.toNanos();
        try {
            while (System.nanoTime() < end) {
                socket.getOutputStream().write('x');
                if (hasEnded(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void t30CompressedBodiesAreRefusedBeforeAnythingIsUnpacked() throws Exception {
        for (String encoding : List.of("gzip", "deflate", "br", "zstd", "identity", "gzip, gzip")) {
            String answer = send(
                    "POST /api/v1/models/m/score HTTP/1.1\r\n" + HEAD + "Content-Encoding: " + encoding
                            + "\r\nContent-Type: application/json\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\u001f\u008b\u0008\u0000");
            assertThat(RawHttp.statuses(answer)).as(encoding).containsExactly(415);
        }
    }

    @Test
    void t45NoAnswerIsAPageOrCanBeTakenForOne() throws Exception {
        String script = "%3Cscript%3Ealert(1)%3C/script%3E";
        for (String request : List.of(
                "GET /api/v1/identity HTTP/1.1\r\n" + HEAD,
                "GET /api/v1/" + script + " HTTP/1.1\r\n" + HEAD,
                "GET /" + script + " HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/identity HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer <script>\r\n",
                "GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Content-Type: text/<script>alert(1)</script>\r\n")) {
            String answer = send(request + "Connection: close\r\n\r\n");
            assertThat(answer)
                    .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                    .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
                    .doesNotContainIgnoringCase("text/html");
            assertThat(answer.toLowerCase(Locale.ROOT)).containsPattern("content-type: application/(problem\\+)?json");
        }
    }

    @Test
    void t33TokenThatAsksTooOftenWaitsAndOthersDoNot() throws Exception {
        listener.close();
        listener = listener(PATIENT, 1);
        int refused = 0;
        String last = "";
        for (int i = 0; i < 4; i++) { // a bucket of two
            String answer = send("GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Connection: close\r\n\r\n");
            if (RawHttp.statuses(answer).equals(List.of(429))) {
                refused++;
                last = answer;
            }
        }
        if (refused > 0) { // on a machine that takes seconds for this, the bucket fills meanwhile
            assertThat(last).containsIgnoringCase("\r\nRetry-After: ").contains("too-many-requests");
        }
        String other = send(
                "GET /api/v1/identity HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good-too\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.statuses(other)).containsExactly(200);
    }

    /** Scoring that takes all its places leaves those of everything else free. */
    @Test
    void t33ScoringDoesNotTakeThePlacesOfTheRest() throws Exception {
        String score = "POST /api/v1/models/m/score HTTP/1.1\r\n" + HEAD
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        List<Socket> scoring = new ArrayList<>();
        try {
            for (int i = 0; i < 128; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
                socket.getOutputStream().write(bytes(score));
                scoring.add(socket);
            }
            Eventually.holds("no place is left for scoring", () -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                    socket.setSoTimeout(300);
                    socket.getOutputStream().write(bytes(score));
                    byte[] answer = socket.getInputStream().readNBytes(12);
                    return new String(answer, StandardCharsets.ISO_8859_1).endsWith("429");
                } catch (IOException e) {
                    return false; // it took a place that was still free
                }
            });
            assertThat(RawHttp.statuses(send("GET /api/v1/identity HTTP/1.1\r\n" + HEAD + "Connection: close\r\n\r\n")))
                    .containsExactly(200);
        } finally {
            scoringMayEnd.countDown();
            for (Socket socket : scoring) {
                socket.close();
            }
        }
    }
}
