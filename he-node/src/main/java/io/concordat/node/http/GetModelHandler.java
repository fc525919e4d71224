package io.concordat.node.http;

import io.concordat.node.model.Model;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.problem.ProblemType;

/** {@code GET /models/{id}}: one model with its provenance. */
public final class GetModelHandler implements RouteHandler {

    private final ModelStore models;

    /** Looks there. */
    public GetModelHandler(ModelStore models) {
        this.models = models;
    }

    @Override
    public Route route() {
        return Route.get("/models/{id}");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        return new ApiResponse.Ok(ModelView.of(find(models, request.pathValue("id"))));
    }

    static Model find(ModelStore models, String id) throws RefusedException {
        return models.model(id)
                .orElseThrow(() -> new RefusedException(ProblemType.NOT_FOUND, "This node has no model " + id + "."));
    }
}
