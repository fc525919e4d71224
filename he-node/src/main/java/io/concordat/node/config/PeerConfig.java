package io.concordat.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The listener for the other members, and how this node sends to them.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 * @param endpoint where the other members reach this listener, https
 * @param certificateFile the TLS certificate (PEM); its SHA-256 is in the member record
 * @param privateKeyFile the certificate's private key (PEM, mode 0600)
 * @param idleTimeout when a silent connection is closed
 * @param requestTimeout how long one delivery may take
 * @param firstRetry the pause after a first failed delivery; it doubles each time
 * @param longestRetry the longest pause between two deliveries
 * @param deadline how long the delivery of an envelope is tried; then it is given up and the operator told
 * @param rotateAtDays a new certificate is made by itself when the one in use has less than so many days left; 0 for never
 * @param limits what one member may send
 */
public record PeerConfig(
        String host,
        int port,
        URI endpoint,
        Path certificateFile,
        Path privateKeyFile,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration firstRetry,
        Duration longestRetry,
        Duration deadline,
        int rotateAtDays,
        Limits limits) {

    /**
     * What one member may send; more is answered with 429 and sent again later. The traffic of ceremonies and rounds stays far below.
     *
     * @param envelopesPerSecond requests a second in the long run; four times as many at once
     * @param bytesPerSecond bytes of their bodies, likewise
     */
    public record Limits(int envelopesPerSecond, DataSize bytesPerSecond) {
        /** Those of a node that sets none. */
        public static final Limits STANDARD = new Limits(500, DataSize.ofMebibytes(64));

        static Limits of(TomlTable table) throws ConfigException {
            DataSize bytes = table.size("bytes-per-second", STANDARD.bytesPerSecond());
            if (bytes.bytes() < 1 << 16) {
                throw table.problem("bytes-per-second", "must be at least 64 KiB but is " + bytes);
            }
            return new Limits(
                    table.integer("envelopes-per-second", STANDARD.envelopesPerSecond(), 1, 1_000_000), bytes);
        }
    }

    static PeerConfig of(TomlTable table) throws ConfigException {
        int port = table.integer("port", 7443, 0, 65535);
        return new PeerConfig(
                table.text("host", "0.0.0.0"),
                port,
                endpoint(table),
                table.path("certificate-file", "keys/tls-certificate.pem"),
                table.path("private-key-file", "keys/tls-key.pem"),
                table.duration("idle-timeout", Duration.ofSeconds(60)),
                table.duration("request-timeout", Duration.ofSeconds(30)),
                table.duration("first-retry", Duration.ofMillis(100)),
                table.duration("longest-retry", Duration.ofSeconds(30)),
                table.duration("deadline", Duration.ofHours(24)),
                table.integer("certificate-rotation-days", 30, 0, 365),
                Limits.of(table));
    }

    private static URI endpoint(TomlTable table) throws ConfigException {
        String text = table.text("endpoint");
        try {
            URI uri = new URI(text);
            boolean bare = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && bare
                    && uri.getQuery() == null
                    && uri.getUserInfo() == null) {
                return new URI("https://" + uri.getHost() + ":" + uri.getPort());
            }
        } catch (URISyntaxException e) {
            throw new ConfigException(
                    table.problem("endpoint", "is not a URL: " + e.getMessage()).getMessage(), e);
        }
        throw table.problem("endpoint", "must be https://host:port, as the other members reach it, but is " + text);
    }
}
