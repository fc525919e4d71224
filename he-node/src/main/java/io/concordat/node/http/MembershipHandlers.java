package io.concordat.node.http;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.protocol.consortium.SignedConsortium;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The routes by which a bank takes up a version of the consortium that another one proposed, and by which its people consent. */
public final class MembershipHandlers {
    private MembershipHandlers() {}

    /** All of them; {@code leastKeyBits} is the shortest joint key that this node signs for. */
    public static List<RouteHandler> of(ConsortiumDriver driver, int leastKeyBits) {
        return List.of(new Join(driver, leastKeyBits), new Consent(driver));
    }

    private static ApiResponse accepted(ConsortiumDriver driver, Optional<Rejection> rejection)
            throws RefusedException {
        if (rejection.isPresent()) {
            throw new RefusedException(rejection.get());
        }
        return new ApiResponse.Accepted("/consortium", ConsortiumView.of(driver));
    }

    private record Join(ConsortiumDriver driver, int leastKeyBits) implements RouteHandler {

        /** @param document base64, as the other bank's {@code GET /consortium} gives it */
        record DocumentBody(String document) {}

        @Override
        public Route route() {
            return Route.post("/consortium/documents");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            SignedConsortium offered;
            try {
                offered = SignedConsortium.decode(Base64.getDecoder()
                        .decode(request.json(DocumentBody.class).document()));
            } catch (DecodeException | IllegalArgumentException e) {
                throw new RefusedException(
                        ProblemType.INVALID_REQUEST, "The document is no consortium: " + e.getMessage());
            }
            ProposeConsortiumHandler.requireKeyBits(offered.consortium().charter(), leastKeyBits);
            return accepted(driver, driver.join(offered));
        }
    }

    private record Consent(ConsortiumDriver driver) implements RouteHandler {

        /** @param signature over the bytes of {@code ConsortiumConsent}, base64 */
        record ConsentBody(String approver, String signature) {}

        @Override
        public Route route() {
            return Route.post("/consortium/consents");
        }

        @Override
        public ApiResponse handle(ApiRequest request) throws RefusedException {
            ConsentBody body = request.json(ConsentBody.class);
            return accepted(driver, driver.consent(body.approver(), PersonsSignature.decode(body.signature())));
        }
    }
}
