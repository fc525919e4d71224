package io.concordat.node.http;

import io.concordat.node.consortium.TranscriptStore;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Path;

/** {@code GET /keys/{keyId}/transcript}: the public transcript of the ceremony that made a key, for anybody to verify. */
public final class TranscriptHandler implements RouteHandler {
    private final TranscriptStore transcripts;

    /** Gives out these transcripts. */
    public TranscriptHandler(TranscriptStore transcripts) {
        this.transcripts = transcripts;
    }

    @Override
    public Route route() {
        return Route.get("/keys/{keyId}/transcript");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Path file = transcripts
                .find(keyId(request))
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "This node keeps no transcript of a ceremony for this key"));
        return new ApiResponse.Download("application/octet-stream", file);
    }

    /** The key that the path names. */
    static Digest keyId(ApiRequest request) throws RefusedException {
        String hex = request.pathValue("keyId");
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST, "Expected a key id of 64 lower-case hexadecimal digits in the path");
        }
        return Digest.ofHex(hex);
    }
}
