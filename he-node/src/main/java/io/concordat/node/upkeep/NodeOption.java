package io.concordat.node.upkeep;

import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose files a command works on. */
final class NodeOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:CONCORDAT_CONFIG}",
            description = "The node's node.toml (or the variable CONCORDAT_CONFIG).")
    private @Nullable Path config;

    NodeConfig read() throws ConfigException {
        if (config == null) {
            throw new ConfigException("Say whose files: --config node.toml");
        }
        return NodeConfig.read(config, ConfigSources.ofProcess(List.of()));
    }
}
