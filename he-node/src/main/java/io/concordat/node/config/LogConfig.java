package io.concordat.node.config;

import java.util.List;

/**
 * How the node logs to standard output.
 *
 * @param level the least level written: error, warn, info or debug
 */
public record LogConfig(String level) {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    static LogConfig of(TomlTable table) throws ConfigException {
        String level = table.text("level", "info");
        if (!LEVELS.contains(level)) {
            throw table.problem("level", "must be one of " + String.join(", ", LEVELS) + " but is " + level);
        }
        return new LogConfig(level);
    }
}
