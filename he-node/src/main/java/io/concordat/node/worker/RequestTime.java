package io.concordat.node.worker;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts connections on which a request's head or body is not there in time. An idle timeout alone starts anew with every byte, so that a
 * request that comes byte by byte would hold its connection for ever. How long an answer takes is not limited here.
 */
public final class RequestTime {
    private final Vertx vertx;
    private final long milliseconds;
    private final Map<HttpConnection, Watch> open = new ConcurrentHashMap<>();

    private RequestTime(Vertx vertx, Duration most) {
        this.vertx = vertx;
        this.milliseconds = most.toMillis();
    }

    /** Lets the handler serve requests of the server, whose heads and bodies may take so long each. Before it listens. */
    public static HttpServer limit(Vertx vertx, HttpServer server, Duration most, Handler<HttpServerRequest> handler) {
        RequestTime time = new RequestTime(vertx, most);
        return server.connectionHandler(time::opened).requestHandler(request -> {
            Watch watch = time.open.get(request.connection());
            if (watch != null) {
                watch.reads(request);
            }
            handler.handle(request);
        });
    }

    private void opened(HttpConnection connection) {
        Watch watch = new Watch(connection);
        open.put(connection, watch);
        connection.closeHandler(_ -> {
            open.remove(connection);
            watch.stop();
        });
        watch.start();
    }

    /** One timer for each connection; used on its event loop only. */
    private final class Watch {
        private static final long NONE = -1;

        private final HttpConnection connection;
        private long timer = NONE;

        Watch(HttpConnection connection) {
            this.connection = connection;
        }

        void reads(HttpServerRequest request) {
            start();
            request.end().onComplete(_ -> stop());
            request.response().endHandler(_ -> start());
        }

        private void start() {
            stop();
            if (open.containsKey(connection)) {
                timer = vertx.setTimer(milliseconds, _ -> connection.close());
            }
        }

        private void stop() {
            if (timer != NONE) {
                vertx.cancelTimer(timer);
                timer = NONE;
            }
        }
    }
}
