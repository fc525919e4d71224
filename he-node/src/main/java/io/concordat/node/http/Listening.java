package io.concordat.node.http;

import io.concordat.node.worker.RequestTime;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** Waits, outside any event loop, until a server listens. */
final class Listening {
    private static final int SECONDS = 20;

    private Listening() {}

    static HttpServer await(Future<HttpServer> server, String table, String host, int port) throws ListenerException {
        try {
            return server.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw ListenerException.of(table, host, port, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw ListenerException.of(table, host, port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ListenerException.of(table, host, port, e);
        }
    }

    /** Closes a server and waits for it, at most some seconds. */
    static void close(HttpServer server) {
        try {
            server.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LoggerFactory.getLogger(Listening.class).warn("A listener did not close: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What every answer says to a browser, should one ever see it: nothing in it is a page, and nothing may be guessed, run or framed. */
    static void harmless(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    /** A server that serves with these headers, within these limits of time. */
    static HttpServer server(
            Vertx vertx, HttpServerOptions options, Duration most, Handler<HttpServerRequest> handler) {
        return RequestTime.limit(vertx, vertx.createHttpServer(options), most, request -> {
            harmless(request.response());
            handler.handle(request);
        });
    }

    /** The limits of every listener of this package: HTTP/1.1 only, no decompression, small headers. */
    static HttpServerOptions options(Duration idleTimeout) {
        return new HttpServerOptions()
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setMaxInitialLineLength(4096)
                .setMaxHeaderSize(8192)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(idleTimeout.toMillis()));
    }
}
