package io.concordat.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.concordat.node.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spans arrive at a collector over real HTTP with the ids that they must have; a collector that is away harms nothing. */
@Timeout(60)
final class TracingTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final Instant BEGUN = Instant.parse("2026-11-21T12:00:00Z");

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final AtomicInteger status = new AtomicInteger(200);
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        collector.createContext("/v1/traces", exchange -> {
            synchronized (received) {
                received.write(exchange.getRequestBody().readAllBytes());
            }
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private OtlpTracing tracing() {
        URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        return new OtlpTracing(endpoint, "bank-a", "1", problems::add);
    }

    private String body() {
        synchronized (received) {
            return HexFormat.of().formatHex(received.toByteArray());
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    @Test
    void aJobAndItsRoundsAreOneTraceWhoseIdIsTheJobs() {
        try (OtlpTracing tracing = tracing()) {
            tracing.round(JOB, 0, BEGUN, BEGUN.plusSeconds(2));
            tracing.job(JOB, "finished", BEGUN, BEGUN.plusSeconds(3));
        }
        assertThat(body())
                .contains(hex("bank-a"), hex("round"), hex("job"), hex("finished"), hex(JOB))
                .satisfies(body -> assertThat(count(body, JOB)).as("trace ids").isGreaterThanOrEqualTo(2));
        assertThat(problems).isEmpty();
    }

    @Test
    void aRequestContinuesTheTraceOfItsClient() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (OtlpTracing tracing = tracing()) {
            tracing.request("GET /jobs/{id}", Optional.of("00-" + trace + "-00f067aa0ba902b7-01"))
                    .answered(200);
            tracing.request("POST /jobs", Optional.of("not a traceparent")).answered(500);
        }
        assertThat(body()).contains(trace, "00f067aa0ba902b7", hex("GET /jobs/{id}"), hex("POST /jobs"));
    }

    @Test
    void aCollectorThatRefusesIsToldOnce() throws Exception {
        status.set(400);
        try (OtlpTracing tracing = tracing()) {
            tracing.round(JOB, 0, BEGUN, BEGUN);
            Eventually.holds("the operator is told", () -> problems.size() == 1);
            tracing.round(JOB, 1, BEGUN, BEGUN);
        }
        assertThat(problems).hasSize(1);
    }

    @Test
    void offIsOff() {
        Tracing.OFF.request("GET /jobs", Optional.empty()).answered(200);
        Tracing.OFF.round(JOB, 0, BEGUN, BEGUN);
        Tracing.OFF.close();
        assertThat(body()).isEmpty();
    }
}
