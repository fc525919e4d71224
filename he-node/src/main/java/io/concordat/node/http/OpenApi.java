package io.concordat.node.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the analyst API (OpenAPI 3.1), written by hand: {@code openapi/node.yaml}. */
public final class OpenApi {
    private OpenApi() {}

    /** The document's bytes. */
    public static byte[] document() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/node.yaml")) {
            if (in == null) {
                throw new AssertionError("bug: openapi/node.yaml is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
