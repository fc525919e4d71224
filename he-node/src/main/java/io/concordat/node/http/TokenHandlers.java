package io.concordat.node.http;

import io.concordat.node.access.ApiToken;
import io.concordat.node.access.ApiTokens;
import io.concordat.node.access.Role;
import io.concordat.node.observe.OperatorLog;
import io.concordat.protocol.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes of bearer tokens: made, listed, taken back. */
public final class TokenHandlers {
    private static final int USUAL_DAYS = 90;

    private TokenHandlers() {}

    /** All of them. */
    public static List<RouteHandler> of(ApiTokens tokens, OperatorLog log) {
        return List.of(new GetTokens(tokens), new MakeToken(tokens, log), new RevokeToken(tokens, log));
    }

    /** A token as it is listed. */
    record TokenView(
            String name,
            List<String> roles,
            String createdAt,
            @Nullable String expiresAt,
            @Nullable String revokedAt) {
        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.name(),
                    token.roles().stream().sorted().map(Role::wireName).toList(),
                    token.createdAt().toString(),
                    token.expiresAt().map(Instant::toString).orElse(null),
                    token.revokedAt().map(Instant::toString).orElse(null));
        }
    }

    /** A new token with its secret, which is not shown again. */
    record MadeView(
            String name,
            List<String> roles,
            String createdAt,
            @Nullable String expiresAt,
            String token) {
        @Override
        public String toString() {
            return "MadeView(" + name + ")";
        }
    }

    private record GetTokens(ApiTokens tokens) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/tokens");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            return new ApiResponse.Ok(
                    Map.of("tokens", tokens.all().stream().map(TokenView::of).toList()));
        }
    }

    private record MakeToken(ApiTokens tokens, OperatorLog log) implements RouteHandler {
        record Wish(
                String name, List<String> roles, @Nullable Integer expiresInDays) {}

        @Override
        public Route route() {
            return Route.post("/tokens");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            Wish wish = request.json(Wish.class);
            int days = wish.expiresInDays() == null ? USUAL_DAYS : wish.expiresInDays();
            if (!ApiTokens.NAME.matcher(wish.name()).matches()) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST,
                        "name may have 64 characters of a to z, 0 to 9, '.' and '-', and starts with one of the first two");
            }
            if (days < 1 || days > ApiTokens.LONGEST.toDays()) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST,
                        "expiresInDays is from 1 to " + ApiTokens.LONGEST.toDays() + " but found " + days);
            }
            ApiTokens.Made made = tokens.make(wish.name(), roles(wish.roles()), Duration.ofDays(days))
                    .orElseThrow(() -> new RefusedException(
                            ProblemType.CONFLICT,
                            "A token named " + wish.name() + " is valid. Take it back first, or choose another name"));
            log.tokenMade(wish.name(), Role.list(made.entry().roles(), "and"), request.client());
            TokenView view = TokenView.of(made.entry());
            return new ApiResponse.Created(
                    "/tokens",
                    new MadeView(view.name(), view.roles(), view.createdAt(), view.expiresAt(), made.token()));
        }

        private static Set<Role> roles(List<String> names) throws RefusedException {
            Set<Role> roles = new LinkedHashSet<>();
            for (String name : names) {
                roles.add(Role.named(name)
                        .orElseThrow(() -> new RefusedException(
                                ProblemType.INVALID_REQUEST,
                                "There is no such role; roles are " + Role.list(Role.all(), "and"))));
            }
            if (roles.isEmpty()) {
                throw new RefusedException(ProblemType.INVALID_REQUEST, "roles needs one role at least");
            }
            if (roles.contains(Role.APPROVER) && (roles.contains(Role.ANALYST) || roles.contains(Role.MODEL_OWNER))) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST,
                        "Who approves does not propose: approver goes with neither analyst nor model-owner");
            }
            return roles;
        }
    }

    private record RevokeToken(ApiTokens tokens, OperatorLog log) implements RouteHandler {
        @Override
        public Route route() {
            return Route.delete("/tokens/{name}");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            String name = request.pathValue("name");
            if (name.equals(ApiTokens.OF_THE_FILE)) {
                throw new RefusedException(
                        ProblemType.CONFLICT,
                        "This is the token of the node's file (analyst.token-file); put another into the file and restart");
            }
            if (!tokens.revoke(name)) {
                throw new RefusedException(ProblemType.NOT_FOUND, "There is no valid token of that name");
            }
            log.tokenRevoked(name, request.client());
            return new ApiResponse.NoContent();
        }
    }
}
