package io.concordat.node.http;

import io.concordat.node.model.ModelStore;
import java.util.Map;

/** {@code GET /models}: all models, newest first. */
public final class ListModelsHandler implements RouteHandler {

    private final ModelStore models;

    /** Looks there. */
    public ListModelsHandler(ModelStore models) {
        this.models = models;
    }

    @Override
    public Route route() {
        return Route.get("/models");
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return new ApiResponse.Ok(
                Map.of("models", models.models().stream().map(ModelView::of).toList()));
    }
}
