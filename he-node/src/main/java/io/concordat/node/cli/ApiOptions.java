package io.concordat.node.cli;

import io.concordat.node.client.NodeClient;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SecretFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command finds the node it talks to: from the node's own configuration, or by address and token file. */
final class ApiOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:CONCORDAT_CONFIG}",
            description = "The node's node.toml: its address and token file (or the variable CONCORDAT_CONFIG).")
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
            NodeConfig read = NodeConfig.read(file, ConfigSources.ofProcess(List.of()));
            return node == null
                    ? client(read)
                    : NodeClient.of(node, token(read.analyst().tokenFile()));
        }
        URI address = node;
        Path token = tokenFile;
        if (address == null || token == null) {
            throw new CommandRefusedException(
                    "Say which node: --config node.toml, or --node URL with --token-file FILE");
        }
        return NodeClient.of(address, token(token));
    }

    /** A client of the node with this configuration. */
    static NodeClient client(NodeConfig config) throws KeyFileException {
        String scheme = config.analyst().tls().isPresent() ? "https" : "http";
        URI address = URI.create(scheme + "://" + config.analyst().host() + ":"
                + config.analyst().port());
        return NodeClient.of(address, token(config.analyst().tokenFile()));
    }

    private static String token(Path file) throws KeyFileException {
        return new String(SecretFiles.read(file), StandardCharsets.UTF_8).strip();
    }
}
