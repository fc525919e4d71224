package io.concordat.node.http;

import io.concordat.node.observe.EventLog;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts answers on the wire, and knows the streams of events that are open. */
final class AnswerWriter {
    private final Vertx vertx;
    private final String base;
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();

    /** @param base what the paths of routes are below */
    AnswerWriter(Vertx vertx, String base) {
        this.vertx = vertx;
        this.base = base;
    }

    /** Ends all streams of events; their clients ask again. */
    void breakOffStreams() {
        streams.forEach(HttpServerResponse::reset);
        streams.clear();
    }

    /** Answers the request, on its event loop. */
    void write(HttpServerResponse response, ApiRequest request, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        switch (answer.response()) {
            case ApiResponse.Ok _ -> json(response, 200, answer.json());
            case ApiResponse.Created(String path, Object _) ->
                json(response.putHeader("Location", base + path), 201, answer.json());
            case ApiResponse.Accepted(String path, Object _) ->
                json(response.putHeader("Location", base + path).putHeader("Retry-After", "1"), 202, answer.json());
            case ApiResponse.NoContent() -> response.setStatusCode(204).end();
            case ApiResponse.Bytes(String mediaType, byte[] bytes) ->
                response.putHeader("Content-Type", mediaType).end(Buffer.buffer(bytes));
            case ApiResponse.Download(String mediaType, Path file) ->
                response.putHeader("Content-Type", mediaType)
                        .sendFile(file.toAbsolutePath().toString())
                        .onFailure(_ -> response.reset());
            case ApiResponse.Events(EventLog log) -> {
                streams.removeIf(stream -> stream.ended() || stream.closed());
                streams.add(response);
                EventStream.start(vertx, response, log, request.lastEventId().orElse(0L));
            }
            case ApiResponse.Refused(Problem problem) -> ProblemHandler.write(response, problem, request.id());
        }
    }

    private static void json(HttpServerResponse response, int status, Buffer body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }
}
