package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.protocol.problem.Rejection;
import java.util.Optional;

/** {@code DELETE /consortium}: takes back a proposal that not all have signed. */
public final class WithdrawConsortiumHandler implements RouteHandler {
    private final ConsortiumDriver driver;

    /** Asks the driver. */
    public WithdrawConsortiumHandler(ConsortiumDriver driver) {
        this.driver = driver;
    }

    @Override
    public Route route() {
        return Route.delete("/consortium");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Optional<Rejection> rejection = driver.withdraw();
        if (rejection.isPresent()) {
            throw new RefusedException(rejection.get());
        }
        return new ApiResponse.NoContent();
    }
}
