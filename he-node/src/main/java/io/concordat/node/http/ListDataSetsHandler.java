package io.concordat.node.http;

import io.concordat.node.data.DataSetRegistry;
import java.util.Map;

/** {@code GET /data-sets}: all data sets of this bank, by name. */
public final class ListDataSetsHandler implements RouteHandler {

    private final DataSetRegistry registry;

    /** Looks there. */
    public ListDataSetsHandler(DataSetRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Route route() {
        return Route.get("/data-sets");
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return new ApiResponse.Ok(
                Map.of("dataSets", registry.all().stream().map(DataSetView::of).toList()));
    }
}
