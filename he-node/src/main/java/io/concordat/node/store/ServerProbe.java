package io.concordat.node.store;

import io.concordat.node.config.StoreConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;

/** Looks at a PostgreSQL server that a node is to use, beside a running node or without one; leaves nothing in it. */
public final class ServerProbe {
    private final Postgres server;

    private ServerProbe(Postgres server) {
        this.server = server;
    }

    /** The configured server. */
    public static ServerProbe of(StoreConfig config) throws StoreException {
        return new ServerProbe(Postgres.of(config.postgres()
                .orElseThrow(() -> new IllegalArgumentException("Expected a configuration with store.url"))));
    }

    /** Which database it is. */
    public String name() {
        return server.name();
    }

    /** Checks the server's settings, and how long so many commits take: each gets a transaction number, so it waits for the disk. */
    public Duration medianCommit(int commits) throws StoreException {
        try (Connection connection = server.plainSource().getConnection();
                Statement statement = connection.createStatement()) {
            PostgresSettings.require(connection, server.name());
            long[] nanoseconds = new long[commits];
            for (int i = 0; i < commits; i++) {
                long begun = System.nanoTime();
                statement.execute("SELECT txid_current()");
                nanoseconds[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanoseconds);
            return Duration.ofNanos(nanoseconds[commits / 2]);
        } catch (SQLException e) {
            throw server.cannotOpen(e);
        }
    }
}
