package io.concordat.node.http;

import io.concordat.node.consortium.CeremonyDriver;
import io.concordat.node.consortium.CeremonyRun;
import io.concordat.protocol.problem.ProblemType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The routes of {@code /key-ceremonies}: list, look, watch, cancel. */
public final class CeremonyHandlers {
    private CeremonyHandlers() {}

    /** All of them. */
    public static List<RouteHandler> of(CeremonyDriver driver, InstantSource clock) {
        return List.of(
                new ListRuns(driver, clock), new GetRun(driver, clock), new WatchRun(driver), new CancelRun(driver));
    }

    private static CeremonyRun find(CeremonyDriver driver, ApiRequest request) throws RefusedException {
        return driver.find(request.pathValue("id"))
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "This node remembers no such key ceremony since it started"));
    }

    private record ListRuns(CeremonyDriver driver, InstantSource clock) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/key-ceremonies");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            return new ApiResponse.Ok(Map.of(
                    "keyCeremonies",
                    driver.runs().stream().map(run -> run.view(clock.instant())).toList()));
        }
    }

    private record GetRun(CeremonyDriver driver, InstantSource clock) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/key-ceremonies/{id}");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            return new ApiResponse.Ok(find(driver, request).view(clock.instant()));
        }
    }

    private record WatchRun(CeremonyDriver driver) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/key-ceremonies/{id}/events");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            return new ApiResponse.Events(find(driver, request).events());
        }
    }

    private record CancelRun(CeremonyDriver driver) implements RouteHandler {
        @Override
        public Route route() {
            return Route.delete("/key-ceremonies/{id}");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            driver.cancel(find(driver, request).id());
            return new ApiResponse.NoContent();
        }
    }
}
