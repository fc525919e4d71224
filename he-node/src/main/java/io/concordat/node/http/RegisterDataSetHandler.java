package io.concordat.node.http;

import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.node.data.DataSetSpec;
import io.concordat.protocol.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /data-sets}: reads a CSV file through, refuses its first fault, and remembers it under a name. */
public final class RegisterDataSetHandler implements RouteHandler {

    private final DataSetRegistry registry;

    /** Registers there. */
    public RegisterDataSetHandler(DataSetRegistry registry) {
        this.registry = registry;
    }

    record Body(
            String name,
            String path,
            String label,
            @Nullable List<String> features,
            @Nullable List<String> ignore,
            @Nullable String scope,
            @Nullable String query) {

        DataSetSpec toSpec() {
            return new DataSetSpec(
                    name,
                    path,
                    label,
                    features == null ? List.of() : features,
                    ignore == null ? List.of() : ignore,
                    scope == null ? name : scope,
                    Optional.ofNullable(query));
        }
    }

    @Override
    public Route route() {
        return Route.post("/data-sets");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Body body = request.json(Body.class);
        try {
            DataSet dataSet = registry.register(body.toSpec());
            return new ApiResponse.Created("/data-sets/" + dataSet.name(), DataSetView.of(dataSet));
        } catch (DataSetRefusedException e) {
            throw new RefusedException(e.type(), e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ProblemType.NOT_READY, "The node is stopping.");
        }
    }
}
