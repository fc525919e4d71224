package io.concordat.node.http;

import io.concordat.node.consortium.CeremonyDriver;
import java.time.InstantSource;

/** {@code POST /consortium/key-ceremony}: this bank starts its part; it begins when every bank has. */
public final class StartCeremonyHandler implements RouteHandler {
    private final CeremonyDriver driver;
    private final InstantSource clock;

    /** Starts there. */
    public StartCeremonyHandler(CeremonyDriver driver, InstantSource clock) {
        this.driver = driver;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Route.post("/consortium/key-ceremony");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        return switch (driver.start()) {
            case CeremonyDriver.Start.Started(var run) ->
                new ApiResponse.Accepted("/key-ceremonies/" + run.id(), run.view(clock.instant()));
            case CeremonyDriver.Start.Refused(var rejection) -> throw new RefusedException(rejection);
        };
    }
}
