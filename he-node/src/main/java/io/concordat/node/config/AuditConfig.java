package io.concordat.node.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The second place of the audit log, outside the database.
 *
 * @param file where each entry is appended; kept <em>outside</em> the backups of the database
 * @param timeout how long writing may take; then nothing happens that had to be entered
 * @param reserve free space below which nothing happens that must be entered
 */
public record AuditConfig(Path file, Duration timeout, DataSize reserve) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final DataSize RESERVE = DataSize.ofMebibytes(64);

    static AuditConfig of(TomlTable store) throws ConfigException {
        return new AuditConfig(
                store.path("audit-file", "incarnation/audit.log"),
                store.duration("audit-timeout", TIMEOUT),
                store.size("audit-reserve", RESERVE));
    }

    /** In this file, with the defaults. */
    public static AuditConfig in(Path file) {
        return new AuditConfig(file, TIMEOUT, RESERVE);
    }
}
