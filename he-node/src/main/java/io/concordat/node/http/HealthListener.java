package io.concordat.node.http;

import io.concordat.node.config.HealthConfig;
import io.concordat.node.observe.HealthCheck;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /livez}: the process answers. {@code /readyz}: every check is well (else 503). {@code /healthz}: the same with
 * every check named, and which arithmetic is in use. GET only, no bodies, no authentication, on its own port.
 */
public final class HealthListener implements AutoCloseable {
    private final Vertx vertx;
    private final List<HealthCheck> checks;
    private final Map<String, Object> facts;
    private final HttpServer server;

    private HealthListener(Vertx vertx, HealthConfig config, List<HealthCheck> checks, Map<String, Object> facts)
            throws ListenerException {
        this.vertx = vertx;
        this.checks = List.copyOf(checks);
        this.facts = Map.copyOf(facts);
        this.server = Listening.await(
                Listening.server(vertx, Listening.options(Duration.ofSeconds(10)), Duration.ofSeconds(10), this::answer)
                        .listen(config.port(), config.host()),
                "health",
                config.host(),
                config.port());
    }

    /**
     * Starts listening.
     *
     * @param facts shown in {@code /healthz} beside the checks, such as the arithmetic back end and the version
     */
    public static HealthListener start(
            Vertx vertx, HealthConfig config, List<HealthCheck> checks, Map<String, Object> facts)
            throws ListenerException {
        return new HealthListener(vertx, config, checks, facts);
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        Listening.close(server);
    }

    private void answer(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET").setStatusCode(405).end();
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/livez" -> write(request, 200, Map.of("status", "live"));
            case "/readyz" -> look(request, false);
            case "/healthz" -> look(request, true);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void look(HttpServerRequest request, boolean verbose) {
        vertx.<Map<String, Object>>executeBlocking(() -> report(verbose), false)
                .onSuccess(report -> write(request, "ready".equals(report.get("status")) ? 200 : 503, report))
                .onFailure(_ -> write(request, 503, Map.of("status", "failed")));
    }

    private Map<String, Object> report(boolean verbose) {
        List<Map<String, Object>> findings = new ArrayList<>();
        boolean ready = true;
        for (HealthCheck check : checks) {
            HealthCheck.Finding finding = check.probe().look();
            ready &= finding.well();
            if (verbose || !finding.well()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("name", check.name());
                entry.put("status", finding.well() ? "well" : "unwell");
                entry.put("detail", finding.detail());
                findings.add(entry);
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", ready ? "ready" : "not ready");
        if (verbose) {
            report.putAll(facts);
        }
        report.put("checks", findings);
        return report;
    }

    private static void write(HttpServerRequest request, int status, Map<String, Object> body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(StrictJson.write(body)));
    }
}
