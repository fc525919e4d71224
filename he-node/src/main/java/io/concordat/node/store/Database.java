package io.concordat.node.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.concordat.node.config.AuditConfig;
import io.concordat.node.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The open database, at the newest schema. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int BUSY_MILLISECONDS = 20_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final AuditLog audit;

    private Database(HikariDataSource pool, AuditConfig audit) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.audit = new AuditLog(jdbi, new AuditFile(audit), InstantSource.system());
    }

    /** Opens or creates the file, readable by its owner only, and brings the schema up to date. */
    public static Database open(StoreConfig config) throws StoreException {
        createPrivately(config.file());
        HikariDataSource pool = connect(config.file());
        try {
            new Schema(config.file(), pool).bringUpToDate();
            return new Database(pool, config.audit());
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    /** Opens the file as it is, beside a running node or without one; refuses if it is missing or of another version's schema. */
    public static Database openAsItIs(StoreConfig config) throws StoreException {
        if (!Files.exists(config.file())) {
            throw new StoreException("There is no database " + config.file() + " (store.file)");
        }
        HikariDataSource pool = connect(config.file());
        try {
            new Schema(config.file(), pool).expectUpToDate();
            return new Database(pool, config.audit());
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    static HikariDataSource connect(Path file) throws StoreException {
        try {
            return new HikariDataSource(poolOf(file));
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException(
                    "The database " + file
                            + " cannot be opened: it is no SQLite file, or not this user's. Set store.file to the"
                            + " right place, or restore it from a backup",
                    e);
        }
    }

    /** Where SQL is run. A transaction begun through it takes the write lock at once, so it never fails half-way. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Writes a consistent copy into a new file, beside whatever else goes on. */
    public void copyInto(Path copy) {
        jdbi.useHandle(handle -> handle.execute("VACUUM INTO ?", copy.toString()));
    }

    /** The audit log; it must be opened before anything is entered. */
    public AuditLog audit() {
        return audit;
    }

    @Override
    public void close() {
        audit.close();
        pool.close();
    }

    private static HikariConfig poolOf(Path file) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout(BUSY_MILLISECONDS);
        sqlite.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setPoolName("store");
        return pool;
    }

    private static void createPrivately(Path file) throws StoreException {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The database " + file + " cannot be created. Make its directory writable for the node, or set"
                            + " store.file to another place",
                    e);
        }
    }
}
