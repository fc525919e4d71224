package io.concordat.node.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where spans are sent, if anywhere.
 *
 * @param endpoint the collector's address for OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}; empty for no traces
 */
public record TraceConfig(Optional<URI> endpoint) {

    static TraceConfig of(TomlTable table) throws ConfigException {
        Optional<String> text = table.optionalText("otlp-endpoint");
        if (text.isEmpty() || text.get().isEmpty()) {
            return new TraceConfig(Optional.empty());
        }
        URI uri = URI.create(text.get().matches("[!-~]{1,200}") ? text.get() : "x:");
        boolean https = "https".equals(uri.getScheme());
        boolean local = "http".equals(uri.getScheme()) && uri.getHost() != null && Loopback.is(uri.getHost());
        if (uri.getHost() == null || uri.getUserInfo() != null || !(https || local)) {
            throw table.problem(
                    "otlp-endpoint",
                    "must be https://host:port/v1/traces, or http:// at a loopback address, but is " + text.get());
        }
        return new TraceConfig(Optional.of(uri));
    }
}
