package io.concordat.node.config;

/**
 * The listener for {@code /metrics}, in the text format of Prometheus. Its numbers are counts, sizes and times of the
 * node's own work; names of members occur, data never.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 */
public record MetricsConfig(String host, int port) {

    static MetricsConfig of(TomlTable table) throws ConfigException {
        return new MetricsConfig(table.text("host", "127.0.0.1"), table.integer("port", 7082, 0, 65535));
    }
}
