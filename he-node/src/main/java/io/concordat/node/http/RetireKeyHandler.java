package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.KeyEpochs;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.ProblemType;

/** {@code DELETE /keys/{keyId}}: this node gives no share under the key any more. It cannot be taken back. */
public final class RetireKeyHandler implements RouteHandler {
    private final ConsortiumDriver driver;
    private final KeyEpochs keys;

    /** Retires keys of the driver's consortium. */
    public RetireKeyHandler(ConsortiumDriver driver, KeyEpochs keys) {
        this.driver = driver;
        this.keys = keys;
    }

    @Override
    public Route route() {
        return Route.delete("/keys/{keyId}");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Digest keyId = TranscriptHandler.keyId(request);
        boolean retired = driver.active()
                .map(consortium -> keys.retire(consortium.consortiumId(), keyId))
                .orElse(false);
        if (!retired) {
            throw new RefusedException(ProblemType.NOT_FOUND, "This node has no such key that is not retired");
        }
        return new ApiResponse.NoContent();
    }
}
