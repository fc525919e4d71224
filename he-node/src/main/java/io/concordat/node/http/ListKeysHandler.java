package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.KeyEpoch;
import io.concordat.node.consortium.KeyEpochs;
import io.concordat.protocol.codec.FingerprintWords;
import io.concordat.protocol.consortium.Consortium;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code GET /keys}: the joint keys, oldest first, with the fingerprints to compare. Public parts only. */
public final class ListKeysHandler implements RouteHandler {
    private final ConsortiumDriver driver;
    private final KeyEpochs keys;

    /** Lists the keys of the driver's consortium. */
    public ListKeysHandler(ConsortiumDriver driver, KeyEpochs keys) {
        this.driver = driver;
        this.keys = keys;
    }

    /**
     * One key.
     *
     * @param words the fingerprint as twelve words
     * @param record canonical bytes of the public record, base64
     */
    record KeyView(
            String keyId,
            String fingerprint,
            String words,
            String epochType,
            int bits,
            int members,
            int threshold,
            String createdAt,
            boolean retired,
            String record) {

        static KeyView of(KeyEpoch epoch) {
            var key = epoch.publicKey();
            return new KeyView(
                    epoch.keyId().hex(),
                    key.fingerprint(),
                    FingerprintWords.line(epoch.keyId()),
                    key.epochType().name(),
                    key.paillier().bits(),
                    key.parameters().members(),
                    key.parameters().threshold(),
                    epoch.createdAt().toString(),
                    epoch.retired(),
                    Base64.getEncoder().encodeToString(key.encode()));
        }
    }

    @Override
    public Route route() {
        return Route.get("/keys");
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        List<KeyView> views = driver.active()
                .map(Consortium::consortiumId)
                .map(id -> keys.of(id).stream().map(KeyView::of).toList())
                .orElse(List.of());
        return new ApiResponse.Ok(Map.of("keys", views));
    }
}
