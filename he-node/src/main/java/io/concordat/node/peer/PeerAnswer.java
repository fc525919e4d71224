package io.concordat.node.peer;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Writes refusals to other members as RFC 9457 documents: the only class of this package that writes an error status. */
final class PeerAnswer {
    private PeerAnswer() {}

    static void refuse(HttpServerRequest request, Rejection rejection) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(rejection.type().status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(new JsonObject()
                        .put("type", rejection.type().urn())
                        .put("title", rejection.type().title())
                        .put("status", rejection.type().status())
                        .put("detail", rejection.sentence())
                        .toBuffer());
    }

    /** The member sends more than its share: nothing was examined, and the same may be sent again after the time given. */
    static void askToWait(HttpServerRequest request, MemberId peer, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        request.response().putHeader("Retry-After", Long.toString(seconds));
        refuseAndClose(
                request,
                new Rejection(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Expected less from " + peer + " at once; send it again in " + seconds + " s"));
    }

    /** Also closes the connection: its body is not read. */
    static void refuseAndClose(HttpServerRequest request, Rejection rejection) {
        request.response().putHeader("Connection", "close");
        refuse(request, rejection);
    }
}
