package io.concordat.node.http;

import io.concordat.node.data.Registration;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registration's progress. */
record RegistrationView(
        String name,
        String state,
        long rowsRead,
        String startedAt,
        @Nullable DataSetView dataSet,
        @Nullable Map<String, Object> problem) {

    static RegistrationView of(Registration registration, String requestId) throws InterruptedException {
        String name = registration.spec().name();
        long rows = registration.rowsRead();
        String startedAt = registration.startedAt().toString();
        return switch (registration.state(Duration.ZERO)) {
            case Registration.Reading _ -> new RegistrationView(name, "reading", rows, startedAt, null, null);
            case Registration.Registered(var dataSet) ->
                new RegistrationView(name, "registered", rows, startedAt, DataSetView.of(dataSet), null);
            case Registration.Refused(var refusal) ->
                new RegistrationView(
                        name,
                        "refused",
                        rows,
                        startedAt,
                        null,
                        ProblemHandler.document(
                                Problem.of(refusal.type(), refusal.sentence()),
                                refusal.type().status(),
                                requestId));
        };
    }
}
