package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;

/** {@code GET /consortium}: what it is, whether it is active, who is missing. */
public final class GetConsortiumHandler implements RouteHandler {
    private final ConsortiumDriver driver;

    /** Shows the driver's consortium. */
    public GetConsortiumHandler(ConsortiumDriver driver) {
        this.driver = driver;
    }

    @Override
    public Route route() {
        return Route.get("/consortium");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        return new ApiResponse.Ok(ConsortiumView.of(driver));
    }
}
