package io.concordat.node.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.concordat.node.config.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** The open database, at the newest schema. */
public final class Database implements AutoCloseable {
    /** Longer than a writer waits for one of another process. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final Engine engine;
    private final Claim claim;
    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final Sql sql;
    private final AuditLog audit;

    private Database(Engine engine, Claim claim, HikariDataSource writer, HikariDataSource readers, AuditFile file) {
        this.engine = engine;
        this.claim = claim;
        this.writer = writer;
        this.readers = readers;
        this.sql = new Sql(Jdbi.create(readers), Jdbi.create(writer), new WriteTurn(LONGEST_TURN), claim);
        this.audit = new AuditLog(sql, file, InstantSource.system());
    }

    /** Opens the node's database, creating a file if it is one, and brings the schema up to date. */
    public static Database open(StoreConfig config) throws StoreException {
        Engine engine = Engine.of(config);
        engine.create();
        return open(config, engine, engine.claim(), Schema::bringUpToDate);
    }

    /** Opens it as it is, beside a running node or without one; refuses if it is missing or of another version's schema. */
    public static Database openAsItIs(StoreConfig config) throws StoreException {
        Engine engine = Engine.of(config);
        engine.requireThere();
        return open(config, engine, engine.visit(), Schema::expectUpToDate);
    }

    /** What is done to the schema before anything else. */
    @FunctionalInterface
    private interface Preparing {
        void prepare(Schema schema) throws StoreException;
    }

    @SuppressWarnings("MustBeClosed") // the database closes them
    private static Database open(StoreConfig config, Engine engine, Claim claim, Preparing schema)
            throws StoreException {
        boolean opened = false;
        try {
            HikariDataSource writer = connect(engine);
            try {
                schema.prepare(new Schema(engine));
                HikariDataSource readers = pool(engine, engine.readers(), "store-readers");
                Database database = new Database(engine, claim, writer, readers, new AuditFile(config.audit()));
                opened = true;
                return database;
            } finally {
                if (!opened) {
                    writer.close();
                }
            }
        } finally {
            if (!opened) {
                claim.close();
            }
        }
    }

    /** The connection that writes. */
    static HikariDataSource connect(Engine engine) throws StoreException {
        return pool(engine, engine.writer(), "store-writer");
    }

    private static HikariDataSource pool(Engine engine, HikariConfig config, String name) throws StoreException {
        config.setPoolName(name);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw engine.cannotOpen(e);
        }
    }

    /** Where SQL is run. */
    public Sql sql() {
        return sql;
    }

    /** Names who is told, once, that the database is lost to this node, and why; the node must then start again. */
    public void watch(Consumer<String> told) {
        claim.watch(told);
    }

    /** Refuses a database that {@link #copyInto} cannot copy. */
    public static void requireCopies(StoreConfig config) throws StoreException {
        if (Engine.of(config) instanceof Postgres server) {
            throw server.cannotCopy();
        }
    }

    /** Writes a consistent copy into a new file, beside whatever else goes on; PostgreSQL cannot. */
    public void copyInto(Path copy) throws StoreException {
        engine.copyInto(copy);
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
        claim.close();
    }
}
