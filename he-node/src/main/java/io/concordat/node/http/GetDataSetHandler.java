package io.concordat.node.http;

import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.protocol.problem.ProblemType;

/** {@code GET /data-sets/{name}}: one data set. */
public final class GetDataSetHandler implements RouteHandler {

    private final DataSetRegistry registry;

    /** Looks there. */
    public GetDataSetHandler(DataSetRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Route route() {
        return Route.get("/data-sets/{name}");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        String name = request.pathValue("name");
        DataSet dataSet = registry.find(name)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "No data set named " + name + " is registered at this node."));
        return new ApiResponse.Ok(DataSetView.of(dataSet));
    }
}
