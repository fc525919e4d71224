package io.concordat.node.http;

import io.concordat.protocol.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of the seal; they answer whether the node is sealed or not. */
public final class SealHandlers {
    private static final int MOST_REASON = 200;
    private static final int MOST_SECRET = 1024;

    private SealHandlers() {}

    /** All of them. */
    public static List<RouteHandler> of(SealControl control) {
        return List.of(new GetSeal(control), new Seal(control), new Unseal(control));
    }

    private record GetSeal(SealControl control) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/seal");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            return new ApiResponse.Ok(control.view());
        }
    }

    private record Seal(SealControl control) implements RouteHandler {
        record Wish(@Nullable String reason) {}

        @Override
        public Route route() {
            return Route.post("/seal");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            String reason = request.json(Wish.class).reason();
            if (reason != null && reason.length() > MOST_REASON) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST, "reason may have " + MOST_REASON + " characters at most");
            }
            return new ApiResponse.Ok(control.seal(request.client(), reason == null ? "" : reason));
        }
    }

    private record Unseal(SealControl control) implements RouteHandler {
        record Key(@Nullable String passphrase, @Nullable String share) {
            @Override
            public String toString() {
                return "Unseal.Key"; // both are secrets
            }
        }

        @Override
        public Route route() {
            return Route.post("/unseal");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            Key body = request.json(Key.class);
            String passphrase = limited("passphrase", body.passphrase());
            String share = limited("share", body.share());
            if (passphrase != null && share != null) {
                throw new RefusedException(ProblemType.INVALID_REQUEST, "Give a passphrase or a share, not both");
            }
            if (passphrase != null) {
                return new ApiResponse.Ok(control.unsealByPassphrase(request.client(), passphrase));
            }
            return new ApiResponse.Ok(
                    share != null ? control.unsealByShare(request.client(), share) : control.unseal(request.client()));
        }

        private static @Nullable String limited(String name, @Nullable String secret) throws RefusedException {
            if (secret != null && secret.length() > MOST_SECRET) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST, name + " may have " + MOST_SECRET + " characters at most");
            }
            return secret;
        }
    }
}
