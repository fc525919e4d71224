package io.concordat.node.http;

import java.util.function.Supplier;

/** {@code GET /standing}: whether this node may sign in jobs, its audit log's head, and who cosigned it. */
public final class StandingHandler implements RouteHandler {
    private final Supplier<StandingView> standing;

    /** Shows what the supplier says. */
    public StandingHandler(Supplier<StandingView> standing) {
        this.standing = standing;
    }

    @Override
    public Route route() {
        return Route.get("/standing");
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return new ApiResponse.Ok(standing.get());
    }
}
