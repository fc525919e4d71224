package io.concordat.node.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One file, readable by its owner only: write-ahead log, {@code synchronous=FULL}, one writer at a time. */
record Sqlite(Path file) implements Engine {
    private static final int READERS = 3;

    /** How long a writer waits for one of another process: 'concordat ledger import' beside a node, say. */
    private static final int BUSY_MILLISECONDS = 20_000;

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void create() throws StoreException {
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

    @Override
    public void requireThere() throws StoreException {
        if (!Files.exists(file)) {
            throw new StoreException("There is no database " + file + " (store.file)");
        }
    }

    @Override
    public Claim claim() {
        return Claim.FILE;
    }

    @Override
    public Claim visit() {
        return Claim.FILE;
    }

    @Override
    public DataSource source() {
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

    @Override
    public HikariConfig writer() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source());
        pool.setMaximumPoolSize(1);
        return pool;
    }

    @Override
    public HikariConfig readers() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source());
        pool.setMaximumPoolSize(READERS);
        pool.setMinimumIdle(1);
        pool.setConnectionInitSql("PRAGMA query_only = 1");
        return pool;
    }

    @Override
    public Map<String, String> words() {
        return Map.of("blob", "BLOB", "serial", "INTEGER PRIMARY KEY AUTOINCREMENT");
    }

    @Override
    public StoreException cannotOpen(Exception cause) {
        return new StoreException(
                "The database " + file
                        + " cannot be opened: it is no SQLite file, or not this user's. Set store.file to the"
                        + " right place, or restore it from a backup",
                cause);
    }

    @Override
    public void copyInto(Path copy) throws StoreException {
        try {
            Jdbi.create(source()).useHandle(handle -> handle.execute("VACUUM INTO ?", copy.toString()));
        } catch (JdbiException e) {
            throw new StoreException("The database " + file + " cannot be copied: " + e.getMessage(), e);
        }
    }
}
