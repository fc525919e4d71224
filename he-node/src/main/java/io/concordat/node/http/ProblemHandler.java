package io.concordat.node.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes refusals as RFC 9457 documents ({@code application/problem+json}). No other class writes an error status. */
public final class ProblemHandler {
    private ProblemHandler() {}

    /** Answers the request with the problem. */
    public static void write(HttpServerResponse response, Problem problem, String requestId) {
        if (response.ended() || response.closed()) {
            return;
        }
        int status = problem.type().status();
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store");
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(Buffer.buffer(StrictJson.write(document(problem, status, requestId))));
    }

    static Map<String, Object> document(Problem problem, int status, String requestId) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", problem.type().urn());
        document.put("title", problem.type().title());
        document.put("status", status);
        document.put("detail", problem.detail());
        document.put("code", problem.type().slug());
        document.put("remedy", problem.type().remedy());
        document.put("requestId", requestId);
        problem.extensions().forEach(document::putIfAbsent);
        return document;
    }
}
