package io.concordat.node.cli;

import io.concordat.node.client.NodeClient;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SecretFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the node it talks to: from the node's own configuration, or by address and token file. */
final class ApiOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The node's node.toml: its address and token file.")
    private @Nullable Path config;

    @Option(
            names = "--node",
            paramLabel = "URL",
            description = "Or the address of its API, such as http://127.0.0.1:7080")
    private @Nullable URI node;

    @Option(names = "--token-file", paramLabel = "FILE", description = "and the file with a bearer token.")
    private @Nullable Path tokenFile;

    NodeClient client() throws ConfigException, KeyFileException, CommandRefusedException {
        Path file = config;
        if (file != null) {
            NodeConfig read = NodeConfig.read(file);
            String scheme = read.analyst().tls().isPresent() ? "https" : "http";
            URI address = URI.create(scheme + "://" + read.analyst().host() + ":"
                    + read.analyst().port());
            return NodeClient.of(
                    node == null ? address : node, token(read.analyst().tokenFile()));
        }
        URI address = node;
        Path token = tokenFile;
        if (address == null || token == null) {
            throw new CommandRefusedException(
                    "Say which node: --config node.toml, or --node URL with --token-file FILE");
        }
        return NodeClient.of(address, token(token));
    }

    private static String token(Path file) throws KeyFileException {
        return new String(SecretFiles.read(file), StandardCharsets.UTF_8).strip();
    }
}
