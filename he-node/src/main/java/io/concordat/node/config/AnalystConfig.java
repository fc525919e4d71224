package io.concordat.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The listener for the bank's own people and programs ({@code /api/v1}).
 *
 * @param host the address to listen on; without TLS only a loopback address is allowed
 * @param port the port to listen on
 * @param tls certificate and key for HTTPS, if any
 * @param tokenFile the bearer token of the first client (mode 0600); the node keeps only its hash
 * @param maximumBody the largest request body accepted
 * @param idleTimeout when a silent connection is closed; a request must be there in as much time too
 * @param requestsPerSecond requests with one token a second in the long run; twice as many at once
 */
public record AnalystConfig(
        String host,
        int port,
        Optional<TlsFiles> tls,
        Path tokenFile,
        DataSize maximumBody,
        Duration idleTimeout,
        int requestsPerSecond) {

    /**
     * A certificate chain and its private key.
     *
     * @param certificateFile PEM
     * @param privateKeyFile PEM, mode 0600
     */
    public record TlsFiles(Path certificateFile, Path privateKeyFile) {}

    static AnalystConfig of(TomlTable table) throws ConfigException {
        String host = table.text("host", "127.0.0.1");
        Optional<Path> certificate = table.optionalPath("tls-certificate-file");
        Optional<Path> key = table.optionalPath("tls-private-key-file");
        if (certificate.isPresent() != key.isPresent()) {
            throw table.problem(
                    "tls-certificate-file", "and tls-private-key-file belong together: set both or neither");
        }
        if (certificate.isEmpty() && !Loopback.is(host)) {
            throw table.problem(
                    "host",
                    "is " + host + ", which others can reach, but there is no TLS: set tls-certificate-file and"
                            + " tls-private-key-file, or listen on 127.0.0.1");
        }
        return new AnalystConfig(
                host,
                table.integer("port", 7080, 0, 65535),
                certificate.flatMap(file -> key.map(privateKey -> new TlsFiles(file, privateKey))),
                table.path("token-file", "keys/api-token"),
                table.size("maximum-body", DataSize.ofMebibytes(1)),
                table.duration("idle-timeout", Duration.ofSeconds(60)),
                table.integer("requests-per-second", 1_000, 1, 1_000_000));
    }
}
