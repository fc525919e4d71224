package io.concordat.node.peer;

import io.concordat.protocol.problem.Rejection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

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
                .end(new JsonObject()
                        .put("type", rejection.type().urn())
                        .put("title", rejection.type().title())
                        .put("status", rejection.type().status())
                        .put("detail", rejection.sentence())
                        .toBuffer());
    }

    /** Also closes the connection: its body is not read. */
    static void refuseAndClose(HttpServerRequest request, Rejection rejection) {
        request.response().putHeader("Connection", "close");
        refuse(request, rejection);
    }
}
