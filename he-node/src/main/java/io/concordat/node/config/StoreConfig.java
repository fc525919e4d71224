package io.concordat.node.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the node keeps its state.
 *
 * @param file the SQLite file; with PostgreSQL only its directory is used, for what else the node keeps
 * @param incarnationFile the random id of this installation, kept <em>outside</em> the backups of {@code file}: a
 *     restored database is recognised because the two no longer agree
 * @param audit the audit log's second place
 * @param reserve free space on the disk of {@code file} below which the node opens nothing
 * @param postgres the database in place of the file
 */
public record StoreConfig(
        Path file, Path incarnationFile, AuditConfig audit, DataSize reserve, Optional<PostgresConfig> postgres) {
    private static final DataSize RESERVE = DataSize.ofMebibytes(128);

    /** With the audit log's second place beside the incarnation. */
    public StoreConfig(Path file, Path incarnationFile) {
        this(file, incarnationFile, AuditConfig.in(incarnationFile.resolveSibling("audit.log")));
    }

    /** With the usual reserve. */
    public StoreConfig(Path file, Path incarnationFile, AuditConfig audit) {
        this(file, incarnationFile, audit, RESERVE, Optional.empty());
    }

    static StoreConfig of(TomlTable table) throws ConfigException {
        return new StoreConfig(
                table.path("file", "state/node.db"),
                table.path("incarnation-file", "incarnation/incarnation"),
                AuditConfig.of(table),
                table.size("reserve", RESERVE),
                PostgresConfig.of(table));
    }
}
