package io.concordat.node.store;

import io.concordat.node.config.DataSize;
import io.concordat.node.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The free space that a node keeps for what it must still write. Below it the node opens nothing: a decision that cannot be written
 * must not be half made. Looks at the disk each time it is asked.
 */
public final class DiskReserve {
    private final Path directory;
    private final DataSize reserve;

    /** The disk of the database. */
    public DiskReserve(StoreConfig config) {
        Path parent = config.file().toAbsolutePath().getParent();
        this.directory = parent == null ? Path.of("/") : parent;
        this.reserve = config.reserve();
    }

    /** Bytes that are free; -1 if the disk does not say. */
    public long free() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Why nothing should be opened, if there is a reason. */
    public Optional<String> problem() {
        long free = free();
        if (free < 0) {
            return Optional.of("The disk of " + directory + " cannot be looked at");
        }
        return free < reserve.bytes()
                ? Optional.of("The disk of " + directory + " has " + (free >> 20)
                        + " MiB left, less than the reserve of " + reserve + " (store.reserve)")
                : Optional.empty();
    }
}
