package io.concordat.node.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where data sets may come from.
 *
 * @param directories data files are read only from below these directories; empty means none can be registered
 */
public record DataConfig(List<Path> directories) {

    /** Copies the list. */
    public DataConfig {
        directories = List.copyOf(directories);
    }

    static DataConfig of(TomlTable table) throws ConfigException {
        return new DataConfig(table.paths("directories", List.of("data")));
    }
}
