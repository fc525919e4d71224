package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;

/** {@code GET /identity}: this bank's self-signed member record, for the other banks' operators. */
public final class IdentityHandler implements RouteHandler {
    private final ConsortiumDriver driver;

    /** Shows the driver's own record. */
    public IdentityHandler(ConsortiumDriver driver) {
        this.driver = driver;
    }

    @Override
    public Route route() {
        return Route.get("/identity");
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return new ApiResponse.Ok(MemberView.of(driver.self()));
    }
}
