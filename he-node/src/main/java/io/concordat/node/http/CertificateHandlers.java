package io.concordat.node.http;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.consortium.EndpointDriver;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of this node's certificate and address, and of what other banks brought of theirs by hand. */
public final class CertificateHandlers {
    private CertificateHandlers() {}

    /** Tells the others the address that the configuration names now. */
    @FunctionalInterface
    public interface Announcing {
        /** Why not, or empty. */
        Optional<Rejection> announce();
    }

    /** All of them. */
    public static List<RouteHandler> of(EndpointDriver driver, Announcing announcing) {
        return List.of(new Show(driver), new Rotate(driver), new Accept(driver), new Announce(driver, announcing));
    }

    private static ApiResponse show(EndpointDriver driver) {
        return new ApiResponse.Ok(CertificateView.of(driver.status()));
    }

    private static void refuse(Optional<Rejection> rejection) throws RefusedException {
        if (rejection.isPresent()) {
            throw new RefusedException(rejection.get());
        }
    }

    private record Show(EndpointDriver driver) implements RouteHandler {
        @Override
        public Route route() {
            return Route.get("/certificate");
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            return show(driver);
        }
    }

    private record Rotate(EndpointDriver driver) implements RouteHandler {

        /** @param finish end an exchange that has begun, without the banks that have not confirmed it */
        record RotationBody(@Nullable Boolean finish) {}

        @Override
        public Route route() {
            return Route.post("/certificate/rotation");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            boolean finish =
                    Boolean.TRUE.equals(request.json(RotationBody.class).finish());
            refuse(finish ? driver.finishWithout() : driver.rotate());
            return new ApiResponse.Accepted("/certificate", CertificateView.of(driver.status()));
        }
    }

    private record Accept(EndpointDriver driver) implements RouteHandler {

        /** @param record base64, as the other bank's {@code GET /certificate} gives it */
        record EndpointBody(String record) {}

        @Override
        public Route route() {
            return Route.post("/endpoints");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            refuse(driver.accept(decode(request.json(EndpointBody.class).record())));
            return new ApiResponse.NoContent();
        }

        private static SignedEndpoint decode(String base64) throws RefusedException {
            try {
                return SignedEndpoint.decode(Base64.getDecoder().decode(base64));
            } catch (DecodeException | IllegalArgumentException e) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST, "The record is no endpoint of a member: " + e.getMessage());
            }
        }
    }

    private record Announce(EndpointDriver driver, Announcing announcing) implements RouteHandler {
        @Override
        public Route route() {
            return Route.post("/identity/announcement");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            refuse(announcing.announce());
            return new ApiResponse.Accepted("/certificate", CertificateView.of(driver.status()));
        }
    }
}
