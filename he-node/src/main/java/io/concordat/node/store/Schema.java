package io.concordat.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Brings a database to this version's schema, forward only. One that cannot be migrated stays as it was: an SQLite file with content is
 * first migrated as a copy, PostgreSQL does all or nothing. A database of a newer version is refused, not guessed at.
 */
final class Schema {
    private static final String MIGRATIONS = "classpath:db/migration";

    private final Engine engine;
    private final String[] locations;

    Schema(Engine engine) {
        this(engine, MIGRATIONS);
    }

    /** With other migrations: for tests. */
    Schema(Engine engine, String... locations) {
        this.engine = engine;
        this.locations = locations.clone();
    }

    void bringUpToDate() throws StoreException {
        try {
            Flyway flyway = flyway(engine);
            MigrationInfoService info = flyway.info();
            refuseNewer(info);
            if (engine instanceof Sqlite(Path file) && info.applied().length > 0 && info.pending().length > 0) {
                tryOnCopy(file);
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "The database " + engine.name() + " cannot be brought to this version's schema: " + e.getMessage()
                            + ". It was left as it was; start the version that wrote it, or restore it from a backup",
                    e);
        }
    }

    /** Refuses a database of an older or a newer version; changes nothing. */
    void expectUpToDate() throws StoreException {
        try {
            MigrationInfoService info = flyway(engine).info();
            refuseNewer(info);
            if (info.pending().length > 0) {
                throw new StoreException(
                        "The database " + engine.name()
                                + " is of an older version. Use that version's program, or start the node of this version once");
            }
        } catch (FlywayException e) {
            throw new StoreException(
                    "The schema of the database " + engine.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void refuseNewer(MigrationInfoService info) throws StoreException {
        Optional<MigrationInfo> future = Arrays.stream(info.applied())
                .filter(migration -> !migration.getState().isResolved())
                .findFirst();
        if (future.isPresent()) {
            throw new StoreException(
                    "The database " + engine.name() + " was written by a newer version of the node (schema "
                            + future.get().getVersion()
                            + ", which this version does not know). Start that version or a later one;"
                            + " there is no way back to an older one");
        }
    }

    private void tryOnCopy(Path file) throws StoreException {
        Path copy = file.resolveSibling(file.getFileName() + ".migration-copy");
        try {
            delete(copy);
            Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            engine.copyInto(copy);
            flyway(new Sqlite(copy)).migrate();
        } catch (IOException | StoreException e) {
            throw new StoreException(
                    "The database " + engine.name()
                            + " cannot be copied to try the migration of its schema on the copy: " + e.getMessage()
                            + ". Make room for a second copy next to it",
                    e);
        } finally {
            deleteQuietly(copy);
        }
    }

    /** PostgreSQL can undo changes of a schema: there all migrations are one transaction. */
    private Flyway flyway(Engine of) {
        return Flyway.configure()
                .dataSource(of.source())
                .locations(locations)
                .placeholders(of.words())
                .group(of instanceof Postgres)
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
