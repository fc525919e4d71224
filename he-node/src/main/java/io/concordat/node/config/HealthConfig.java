package io.concordat.node.config;

/**
 * The listener for {@code /livez}, {@code /readyz} and {@code /healthz}. It tells no secrets and asks for no token.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 */
public record HealthConfig(String host, int port) {

    static HealthConfig of(TomlTable table) throws ConfigException {
        return new HealthConfig(table.text("host", "127.0.0.1"), table.integer("port", 7081, 0, 65535));
    }
}
