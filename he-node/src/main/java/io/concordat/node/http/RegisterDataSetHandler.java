package io.concordat.node.http;

import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.DataSetSpec;
import io.concordat.node.data.Registration;
import io.concordat.node.data.Registrations;
import io.concordat.protocol.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /data-sets}: reads a CSV file through, refuses its first fault, and remembers it under a name. What takes longer than a few
 * seconds is answered with where its progress is.
 */
public final class RegisterDataSetHandler implements RouteHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Registrations registrations;

    /** Registers there. */
    public RegisterDataSetHandler(Registrations registrations) {
        this.registrations = registrations;
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
            Registration registration = registrations.begin(body.toSpec());
            return switch (registration.state(PATIENCE)) {
                case Registration.Registered(DataSet dataSet) ->
                    new ApiResponse.Created("/data-sets/" + dataSet.name(), DataSetView.of(dataSet));
                case Registration.Refused(DataSetRefusedException refusal) -> throw refusal;
                case Registration.Reading _ ->
                    new ApiResponse.Accepted(
                            "/data-sets/" + body.name() + "/registration",
                            RegistrationView.of(registration, request.id()));
            };
        } catch (DataSetRefusedException e) {
            throw new RefusedException(e.type(), e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ProblemType.NOT_READY, "The node is stopping.");
        }
    }
}
