package io.concordat.node.config;

/**
 * One setting as the node uses it. Nothing in a configuration is secret: secrets are in files of their own, and the
 * configuration names those.
 *
 * @param key its name with its table, such as {@code peer.idle-timeout}
 * @param value its value with its unit, {@code (not set)} if it has none
 * @param origin where the value came from
 */
public record Setting(String key, String value, Origin origin) {
    /** What an optional setting without value shows. */
    public static final String NOT_SET = "(not set)";

    /** The environment variable that sets it. */
    public String variable() {
        return ConfigSources.variable(key);
    }
}
