package io.concordat.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Keeps a PostgreSQL database to one node. A session of its own holds an advisory lock as long as the node runs; a second node does not
 * get it. Every transaction that writes takes another lock first and then asks whether that session still lives: if the server ended it,
 * another node may have the database, so this one writes nothing more.
 */
final class PostgresClaim implements Claim {
    private static final String NODE_LOCK = "1129270851, 1"; // "CONC"
    private static final String WRITE_LOCK = "1129270851, 2";
    private static final String TAKEN_MEANWHILE =
            "the session that kept the database to this node has ended, so another node"
                    + " may use it; this one must start again";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int ANSWER_SECONDS = 5;

    private final String name;
    private final Optional<Session> session;
    private final AtomicReference<Optional<String>> lost = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Consumer<String>> watch = new AtomicReference<>(_ -> {});
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("store-claim").factory());

    private PostgresClaim(String name, Optional<Session> session) {
        this.name = name;
        this.session = session;
    }

    /**
     * The server's process behind a connection.
     *
     * @param startedAt microseconds since 1970, since process ids come again
     */
    private record Session(Connection connection, int pid, long startedAt) {}

    /** May write beside the node, transaction by transaction. */
    static PostgresClaim visitor(Postgres database) {
        return new PostgresClaim(database.name(), Optional.empty());
    }

    /** Gets the database for this node, or refuses. */
    @SuppressWarnings("MustBeClosed") // the claim closes it
    static PostgresClaim take(Postgres database) throws StoreException {
        try {
            Connection connection = database.plainSource().getConnection();
            try {
                PostgresSettings.require(connection, database.name());
                if (!lockSoon(connection)) {
                    throw new StoreException("Another node uses the database " + database.name()
                            + ", or another copy of this one. One node runs on a database at a time: stop the other, or set"
                            + " store.url to this node's own");
                }
                // What a node before this one may still be committing is committed now.
                run(connection, "SELECT pg_advisory_lock(" + WRITE_LOCK + "), pg_advisory_unlock(" + WRITE_LOCK + ")");
                PostgresClaim claim = new PostgresClaim(database.name(), Optional.of(describe(connection)));
                var _ = claim.looking.scheduleWithFixedDelay(
                        claim::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return claim;
            } catch (SQLException | StoreException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw database.cannotOpen(e);
        }
    }

    /** The server may need a moment to notice that a killed node is gone. */
    private static boolean lockSoon(Connection connection) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!run(connection, "SELECT pg_try_advisory_lock(" + NODE_LOCK + ")")) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static boolean run(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && "t".equals(row.getString(1));
        }
    }

    private static Session describe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pid, (extract(epoch FROM backend_start) * 1000000)::bigint FROM pg_stat_activity"
                                + " WHERE pid = pg_backend_pid()")) {
            if (!row.next() || row.getLong(2) == 0) {
                throw new SQLException("the server does not show this role its own sessions");
            }
            return new Session(connection, row.getInt(1), row.getLong(2));
        }
    }

    @Override
    public void begin(Handle handle) {
        lost.get().ifPresent(why -> {
            throw new StoreUnavailableException("The database " + name + " was not written: " + why);
        });
        Connection connection = handle.getConnection();
        try {
            try (Statement lock = connection.createStatement()) {
                lock.execute("SELECT pg_advisory_xact_lock(" + WRITE_LOCK + ")");
            }
            if (session.isPresent() && !lives(connection, session.get())) {
                lose(TAKEN_MEANWHILE);
                throw new StoreUnavailableException("The database " + name + " was not written: " + TAKEN_MEANWHILE);
            }
        } catch (SQLException e) {
            throw new StoreUnavailableException("The database " + name + " was not written: " + e.getMessage(), e);
        }
    }

    /** A statement of its own after the lock was had: it sees what is so then. */
    private static boolean lives(Connection connection, Session session) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_stat_activity WHERE pid = ? AND"
                + " (extract(epoch FROM backend_start) * 1000000)::bigint = ?")) {
            query.setInt(1, session.pid());
            query.setLong(2, session.startedAt());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private void look() {
        try {
            if (session.isPresent() && !session.get().connection().isValid(ANSWER_SECONDS)) {
                lose(TAKEN_MEANWHILE);
            }
        } catch (SQLException e) {
            throw new AssertionError("bug: a number of seconds is not negative", e);
        }
    }

    private void lose(String why) {
        if (lost.getAndSet(Optional.of(why)).isEmpty()) {
            watch.get().accept("The database " + name + " is lost: " + why);
        }
    }

    @Override
    public void watch(Consumer<String> told) {
        watch.set(told);
    }

    @Override
    public void close() {
        watch.set(_ -> {});
        looking.shutdownNow();
        try {
            if (session.isPresent()) {
                session.get().connection().close();
            }
        } catch (SQLException e) {
            // the server ends it by itself
        }
    }
}
