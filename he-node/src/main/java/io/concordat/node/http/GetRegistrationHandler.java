package io.concordat.node.http;

import io.concordat.node.data.Registrations;
import io.concordat.protocol.problem.ProblemType;

/** {@code GET /data-sets/{name}/registration}: how far reading the rows of a data set is. */
public record GetRegistrationHandler(Registrations registrations) implements RouteHandler {
    @Override
    public Route route() {
        return Route.get("/data-sets/{name}/registration");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        String name = request.pathValue("name");
        var registration = registrations
                .find(name)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND,
                        "Since this node started, no data set named " + name + " was to be registered."));
        try {
            return new ApiResponse.Ok(RegistrationView.of(registration, request.id()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ProblemType.NOT_READY, "The node is stopping.");
        }
    }
}
