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
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The open database, at the newest schema. */
public final class Database implements AutoCloseable {
    private static final int READERS = 3;

    /** How long a writer waits for one of another process: 'concordat ledger import' beside a node, say. */
    private static final int BUSY_MILLISECONDS = 20_000;

    /** Longer than one such wait. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final Path file;
    private final HikariDataSource readers;
    private final HikariDataSource writer;
    private final Sql sql;
    private final AuditLog audit;

    private Database(Path file, HikariDataSource writer, HikariDataSource readers, AuditConfig audit) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
        this.sql = new Sql(Jdbi.create(readers), Jdbi.create(writer), new WriteTurn(LONGEST_TURN));
        this.audit = new AuditLog(sql, new AuditFile(audit), InstantSource.system());
    }

    /** Opens or creates the file, readable by its owner only, and brings the schema up to date. */
    public static Database open(StoreConfig config) throws StoreException {
        createPrivately(config.file());
        HikariDataSource writer = connect(config.file());
        try {
            new Schema(config.file(), writer).bringUpToDate();
            return new Database(config.file(), writer, readers(config.file()), config.audit());
        } catch (StoreException e) {
            writer.close();
            throw e;
        }
    }

    /** Opens the file as it is, beside a running node or without one; refuses if it is missing or of another version's schema. */
    public static Database openAsItIs(StoreConfig config) throws StoreException {
        if (!Files.exists(config.file())) {
            throw new StoreException("There is no database " + config.file() + " (store.file)");
        }
        HikariDataSource writer = connect(config.file());
        try {
            new Schema(config.file(), writer).expectUpToDate();
            return new Database(config.file(), writer, readers(config.file()), config.audit());
        } catch (StoreException e) {
            writer.close();
            throw e;
        }
    }

    /** One connection that writes. */
    static HikariDataSource connect(Path file) throws StoreException {
        HikariConfig one = poolOf(file);
        one.setMaximumPoolSize(1);
        one.setPoolName("store-writer");
        return open(file, one);
    }

    /** Connections on which the database refuses to write. */
    private static HikariDataSource readers(Path file) throws StoreException {
        HikariConfig several = poolOf(file);
        several.setMaximumPoolSize(READERS);
        several.setPoolName("store-readers");
        several.setConnectionInitSql("PRAGMA query_only = 1");
        return open(file, several);
    }

    private static HikariDataSource open(Path file, HikariConfig pool) throws StoreException {
        try {
            return new HikariDataSource(pool);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException(
                    "The database " + file
                            + " cannot be opened: it is no SQLite file, or not this user's. Set store.file to the"
                            + " right place, or restore it from a backup",
                    e);
        }
    }

    /** Where SQL is run. */
    public Sql sql() {
        return sql;
    }

    /** Writes a consistent copy into a new file, beside whatever else goes on. */
    public void copyInto(Path copy) {
        Jdbi.create(source(file)).useHandle(handle -> handle.execute("VACUUM INTO ?", copy.toString()));
    }

    /** The audit log; it must be opened before anything is entered. */
    public AuditLog audit() {
        return audit;
    }

    @Override
    public void close() {
        audit.close();
        readers.close();
        writer.close();
    }

    private static HikariConfig poolOf(Path file) {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source(file));
        return pool;
    }

    private static DataSource source(Path file) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout(BUSY_MILLISECONDS);
        sqlite.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
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
