package io.concordat.node.cli;

import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which configuration a command uses, and what overrides it. */
final class ConfigOptions {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:CONCORDAT_CONFIG}",
            description = "The node's node.toml (or the environment variable CONCORDAT_CONFIG).")
    private Path config = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Overrides one key, such as --set peer.port=7443; wins over CONCORDAT_PEER_PORT, and that over the file.")
    private List<String> assignments = new ArrayList<>();

    NodeConfig read() throws ConfigException {
        return NodeConfig.read(config, ConfigSources.ofProcess(assignments));
    }
}
