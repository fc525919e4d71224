package io.concordat.node.config;

import java.nio.file.Path;

/**
 * Where the node keeps its state.
 *
 * @param file the SQLite file
 * @param incarnationFile the random id of this installation, kept <em>outside</em> the backups of {@code file}: a
 *     restored database is recognised because the two no longer agree
 * @param audit the audit log's second place
 */
public record StoreConfig(Path file, Path incarnationFile, AuditConfig audit) {

    /** With the audit log's second place beside the incarnation. */
    public StoreConfig(Path file, Path incarnationFile) {
        this(file, incarnationFile, AuditConfig.in(incarnationFile.resolveSibling("audit.log")));
    }

    static StoreConfig of(TomlTable table) throws ConfigException {
        return new StoreConfig(
                table.path("file", "state/node.db"),
                table.path("incarnation-file", "incarnation/incarnation"),
                AuditConfig.of(table));
    }
}
