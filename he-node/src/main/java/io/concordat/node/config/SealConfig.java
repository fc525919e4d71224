package io.concordat.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the node gets the key that opens its secrets.
 *
 * @param file says by which method, and holds the key wrapped; absent where the key is in the plain keys.share-key-file
 * @param wrapCommand a command of the operator's key service: key in, wrapped key out
 * @param unwrapCommand the other way round
 * @param commandDeadline how long such a command may take
 */
public record SealConfig(Path file, List<String> wrapCommand, List<String> unwrapCommand, Duration commandDeadline) {

    /** Copies the lists. */
    public SealConfig {
        wrapCommand = List.copyOf(wrapCommand);
        unwrapCommand = List.copyOf(unwrapCommand);
    }

    static SealConfig of(TomlTable table) throws ConfigException {
        return new SealConfig(
                table.path("file", "keys/seal"),
                table.texts("wrap-command", List.of()),
                table.texts("unwrap-command", List.of()),
                table.duration("command-deadline", Duration.ofSeconds(10)));
    }
}
