package io.concordat.node.http;

import io.concordat.node.access.TokenVerifier;
import io.concordat.node.config.AnalystConfig;
import io.concordat.node.trace.Tracing;
import io.concordat.protocol.problem.ProblemType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The listener for the bank's own people and programs: HTTP/1.1 on loopback, or HTTPS (TLS 1.3) where a certificate is
 * configured. Its limits are its own; request decompression is off.
 */
public final class AnalystListener implements AutoCloseable {
    private static final Optional<Problem> STARTING =
            Optional.of(Problem.of(ProblemType.NOT_READY, "The node is about to start; ask again in a moment"));

    private final AnalystRouter router;
    private final HttpServer server;
    private volatile List<Route> routes = List.of();

    private AnalystListener(Vertx vertx, AnalystConfig config, TokenVerifier tokens, Tracing trace)
            throws ListenerException {
        this.router = new AnalystRouter(vertx, config, tokens, trace);
        router.serve(List.of(), STARTING);
        this.server = Listening.await(
                Listening.server(vertx, options(config), config.idleTimeout(), router)
                        .listen(config.port(), config.host()),
                "analyst",
                config.host(),
                config.port());
    }

    /** Starts listening; until {@link #serve} it answers that the node is not ready. */
    public static AnalystListener start(Vertx vertx, AnalystConfig config, TokenVerifier tokens, Tracing trace)
            throws ListenerException {
        return new AnalystListener(vertx, config, tokens, trace);
    }

    /**
     * Serves these routes from now on. Streams of events that were begun under the former routes end.
     *
     * @param elsewhere what every other path below {@code /api/v1} is answered; empty for {@code not-found}
     */
    public void serve(List<RouteHandler> handlers, Optional<Problem> elsewhere) {
        routes = handlers.stream().map(RouteHandler::route).toList();
        router.serve(handlers, elsewhere);
    }

    /** The port it listens on: the configured one, or the one the system chose for 0. */
    public int port() {
        return server.actualPort();
    }

    /** What it serves below {@code /api/v1}. */
    public List<Route> routes() {
        return routes;
    }

    /** Stops listening and closes its connections. */
    @Override
    public void close() {
        Listening.close(server);
    }

    private static HttpServerOptions options(AnalystConfig config) {
        HttpServerOptions options = Listening.options(config.idleTimeout());
        config.tls().ifPresent(tls -> options.setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(tls.certificateFile().toString())
                        .addKeyPath(tls.privateKeyFile().toString())));
        return options;
    }
}
