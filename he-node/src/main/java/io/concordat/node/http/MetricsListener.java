package io.concordat.node.http;

import io.concordat.node.config.MetricsConfig;
import io.concordat.node.observe.Metrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** {@code GET /metrics} on a port of its own, without authentication; nothing else. */
public final class MetricsListener implements AutoCloseable {
    private final Vertx vertx;
    private final Metrics metrics;
    private final HttpServer server;

    private MetricsListener(Vertx vertx, MetricsConfig config, Metrics metrics) throws ListenerException {
        this.vertx = vertx;
        this.metrics = metrics;
        this.server = Listening.await(
                Listening.server(vertx, Listening.options(Duration.ofSeconds(30)), Duration.ofSeconds(30), this::answer)
                        .listen(config.port(), config.host()),
                "metrics",
                config.host(),
                config.port());
    }

    /** Starts listening. */
    public static MetricsListener start(Vertx vertx, MetricsConfig config, Metrics metrics) throws ListenerException {
        return new MetricsListener(vertx, config, metrics);
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
        if (!"/metrics".equals(request.path())) {
            request.response().setStatusCode(404).end();
        } else if (!request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET").setStatusCode(405).end();
        } else {
            vertx.executeBlocking(metrics::scrape, false)
                    .onSuccess(text -> request.response()
                            .putHeader("Content-Type", metrics.contentType())
                            .putHeader("Cache-Control", "no-store")
                            .end(Buffer.buffer(text)))
                    .onFailure(_ -> request.response().setStatusCode(500).end());
        }
    }
}
