package io.concordat.node.http;

import static io.concordat.node.access.Role.ANALYST;
import static io.concordat.node.access.Role.APPROVER;
import static io.concordat.node.access.Role.AUDITOR;
import static io.concordat.node.access.Role.MODEL_OWNER;
import static io.concordat.node.access.Role.OPERATOR;

import io.concordat.node.access.Role;
import io.concordat.node.http.Route.Method;
import java.util.Map;
import java.util.Set;

/**
 * Which roles a route is for. Reading is for every role, except what only operators and auditors need; what changes something and is
 * not listed is for operators, so that a forgotten line shuts a door instead of opening one.
 */
public final class RouteRoles {
    private static final Map<Route, Set<Role>> LISTED = Map.ofEntries(
            Map.entry(Route.get("/tokens"), Set.of(OPERATOR, AUDITOR)),
            Map.entry(Route.post("/models/{id}/score"), Set.of(ANALYST, MODEL_OWNER)),
            Map.entry(Route.post("/jobs"), Set.of(ANALYST, MODEL_OWNER)),
            Map.entry(Route.post("/history/jobs"), Set.of(ANALYST, MODEL_OWNER)),
            Map.entry(Route.delete("/jobs/{id}"), Set.of(MODEL_OWNER, OPERATOR)),
            Map.entry(Route.post("/jobs/{id}/approvals"), Set.of(APPROVER)),
            Map.entry(Route.post("/consortium/consents"), Set.of(APPROVER)),
            Map.entry(Route.post("/scopes/{scope}/consents"), Set.of(APPROVER)),
            Map.entry(Route.post("/data-sets"), Set.of(MODEL_OWNER)),
            Map.entry(Route.post("/history/data-sets"), Set.of(MODEL_OWNER)),
            Map.entry(Route.post("/history/directories"), Set.of(MODEL_OWNER)),
            Map.entry(Route.post("/history/sources"), Set.of(MODEL_OWNER)));

    private RouteRoles() {}

    /** The roles of which a token needs one. */
    public static Set<Role> of(Route route) {
        Set<Role> usual = route.method() == Method.GET ? Role.all() : Set.of(OPERATOR);
        return LISTED.getOrDefault(route, usual);
    }
}
