package io.concordat.node.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects a request's body, and stops as soon as it is larger than allowed, whatever its headers promised. */
final class BoundedBody {
    private final int limit;
    private final Runnable tooLarge;
    private Buffer collected = Buffer.buffer();
    private boolean over;

    private BoundedBody(int limit, Runnable tooLarge) {
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    static void of(HttpServerRequest request, int limit, Consumer<Buffer> complete, Runnable tooLarge) {
        BoundedBody body = new BoundedBody(limit, tooLarge);
        if (announced(request) > limit) {
            body.stop();
            return;
        }
        request.handler(body::add);
        request.endHandler(_ -> {
            if (!body.over) {
                complete.accept(body.collected);
            }
        });
    }

    /** What the head says; 0 if it says nothing. */
    static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private void add(Buffer chunk) {
        if (over) {
            return;
        }
        if (collected.length() + chunk.length() > limit) {
            stop();
        } else {
            collected.appendBuffer(chunk);
        }
    }

    private void stop() {
        over = true;
        collected = Buffer.buffer();
        tooLarge.run();
    }
}
