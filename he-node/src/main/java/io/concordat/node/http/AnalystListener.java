package io.concordat.node.http;

import io.concordat.node.config.AnalystConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;

/**
 * The listener for the bank's own people and programs: HTTP/1.1 on loopback, or HTTPS (TLS 1.3) where a certificate is
 * configured. Its limits are its own; request decompression is off.
 */
public final class AnalystListener implements AutoCloseable {
    private final HttpServer server;
    private final List<Route> routes;

    private AnalystListener(HttpServer server, List<Route> routes) {
        this.server = server;
        this.routes = List.copyOf(routes);
    }

    /** Starts listening with these routes; refuses with a sentence when the address cannot be had. */
    public static AnalystListener start(
            Vertx vertx, AnalystConfig config, List<RouteHandler> routes, TokenVerifier tokens)
            throws ListenerException {
        AnalystRouter router = new AnalystRouter(vertx, config.maximumBody().toInt(), tokens);
        HttpServer server = vertx.createHttpServer(options(config)).requestHandler(router.of(routes));
        return new AnalystListener(
                Listening.await(server.listen(config.port(), config.host()), "analyst", config.host(), config.port()),
                routes.stream().map(RouteHandler::route).toList());
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
