package io.concordat.node.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings a database to this version's schema, forward only. A database with content is first migrated as a copy, so that one
 * that cannot be migrated stays as it was; a database of a newer version is refused, not guessed at.
 */
final class Schema {
    private static final String MIGRATIONS = "classpath:db/migration";

    /** What migrations call ${blob} and ${serial}. */
    private static final Map<String, String> SQLITE_WORDS =
            Map.of("blob", "BLOB", "serial", "INTEGER PRIMARY KEY AUTOINCREMENT");

    private final Path file;
    private final DataSource source;
    private final String[] locations;

    Schema(Path file, DataSource source) {
        this(file, source, MIGRATIONS);
    }

    /** With other migrations: for tests. */
    Schema(Path file, DataSource source, String... locations) {
        this.file = file;
        this.source = source;
        this.locations = locations.clone();
    }

    void bringUpToDate() throws StoreException {
        try {
            Flyway flyway = flyway(source);
            MigrationInfoService info = flyway.info();
            refuseNewer(info);
            if (info.applied().length > 0 && info.pending().length > 0) {
                tryOnCopy();
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "The database " + file + " cannot be brought to this version's schema: " + e.getMessage()
                            + ". It was left as it was; start the version that wrote it, or restore it from a backup",
                    e);
        }
    }

    /** Refuses a database of an older or a newer version; changes nothing. */
    void expectUpToDate() throws StoreException {
        try {
            MigrationInfoService info = flyway(source).info();
            refuseNewer(info);
            if (info.pending().length > 0) {
                throw new StoreException(
                        "The database " + file
                                + " is of an older version. Use that version's program, or start the node of this version once");
            }
        } catch (FlywayException e) {
            throw new StoreException("The schema of the database " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void refuseNewer(MigrationInfoService info) throws StoreException {
        Optional<MigrationInfo> future = Arrays.stream(info.applied())
                .filter(migration -> !migration.getState().isResolved())
                .findFirst();
        if (future.isPresent()) {
            throw new StoreException("The database " + file + " was written by a newer version of the node (schema "
                    + future.get().getVersion()
                    + ", which this version does not know). Start that version or a later one;"
                    + " there is no way back to an older one");
        }
    }

    private void tryOnCopy() throws StoreException {
        Path copy = file.resolveSibling(file.getFileName() + ".migration-copy");
        try {
            delete(copy);
            Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Jdbi.create(source).useHandle(handle -> handle.execute("VACUUM INTO ?", copy.toString()));
            try (HikariDataSource trial = Database.connect(copy)) {
                flyway(trial).migrate();
            }
        } catch (IOException | JdbiException e) {
            throw new StoreException(
                    "The database " + file + " cannot be copied to try the migration of its schema on the copy: "
                            + e.getMessage() + ". Make room for a second copy next to it",
                    e);
        } finally {
            deleteQuietly(copy);
        }
    }

    private Flyway flyway(DataSource of) {
        return Flyway.configure()
                .dataSource(of)
                .locations(locations)
                .placeholders(SQLITE_WORDS)
                .load();
    }

    private static void delete(Path copy) throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + suffix));
        }
    }

    private static void deleteQuietly(Path copy) {
        try {
            delete(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }
}
