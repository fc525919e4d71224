package io.concordat.node.http;

import io.concordat.node.job.ScopeConsents;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.List;
import java.util.Optional;

/** The routes of data scopes: over which cohorts sums were opened, and who consented to another one. */
public final class ScopeHandlers {
    private ScopeHandlers() {}

    /** All of them. */
    public static List<RouteHandler> of(ScopeConsents consents) {
        return List.of(new Show(consents), new Approve(consents));
    }

    private static ScopeId scope(ApiRequest request) throws RefusedException {
        try {
            return new ScopeId(request.pathValue("scope"));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private record Show(ScopeConsents consents) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/scopes/{scope}");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            return new ApiResponse.Ok(consents.view(scope(request)));
        }
    }

    private record Approve(ScopeConsents consents) implements RouteHandler {

        /**
         * @param cohort the members of the other cohort
         * @param signature over the bytes of {@code CohortApproval}, base64
         */
        record Body(List<String> cohort, String approver, String signature) {}

        @Override
        public Route route() {
            return Route.post("/scopes/{scope}/consents");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            ScopeId scope = scope(request);
            Body body = request.json(Body.class);
            List<MemberId> cohort;
            try {
                cohort = body.cohort().stream()
                        .map(MemberId::of)
                        .sorted()
                        .distinct()
                        .toList();
            } catch (IllegalArgumentException e) {
                throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
            }
            Optional<Rejection> problem =
                    consents.approve(scope, cohort, body.approver(), PersonsSignature.decode(body.signature()));
            if (problem.isPresent()) {
                throw new RefusedException(problem.get());
            }
            return new ApiResponse.Accepted("/scopes/" + scope, consents.view(scope));
        }
    }
}
