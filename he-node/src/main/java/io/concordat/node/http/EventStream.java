package io.concordat.node.http;

import io.concordat.node.observe.EventLog;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes an {@link EventLog} as server-sent events (WHATWG HTML, section 9.2): {@code id:}, {@code event:} and one line
 * of JSON as {@code data:}. A client that reconnects with {@code Last-Event-ID} gets what it missed. A comment every 15
 * seconds keeps proxies from closing the connection. A client that reads too slowly is disconnected and may resume.
 */
final class EventStream implements EventLog.Watcher {
    private static final long HEARTBEAT_MILLISECONDS = 15_000;

    private final HttpServerResponse response;
    private final Context context;

    private EventStream(HttpServerResponse response, Context context) {
        this.response = response;
        this.context = context;
    }

    /** Starts the stream; called on the response's own context. */
    static void start(Vertx vertx, HttpServerResponse response, EventLog log, long lastEventId) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .write(": stream of events\n\n");
        EventStream stream = new EventStream(response, vertx.getOrCreateContext());
        long heartbeat = vertx.setPeriodic(HEARTBEAT_MILLISECONDS, _ -> stream.write(": waiting\n\n"));
        Runnable unwatch = log.watch(lastEventId, stream);
        response.endHandler(_ -> stop(vertx, heartbeat, unwatch));
        response.closeHandler(_ -> stop(vertx, heartbeat, unwatch));
    }

    @Override
    public void event(EventLog.Event event) {
        String text =
                "id: " + event.id() + "\nevent: " + event.type() + "\ndata: " + StrictJson.line(event.data()) + "\n\n";
        context.runOnContext(_ -> write(text));
    }

    @Override
    public void ended() {
        context.runOnContext(_ -> end());
    }

    private void end() {
        if (!response.ended() && !response.closed()) {
            response.end("event: end\ndata: {}\n\n");
        }
    }

    private void write(String text) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        response.write(text);
    }

    private static void stop(Vertx vertx, long heartbeat, Runnable unwatch) {
        vertx.cancelTimer(heartbeat);
        unwatch.run();
    }
}
