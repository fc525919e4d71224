package io.concordat.node.store;

import com.zaxxer.hikari.HikariConfig;
import io.concordat.node.config.StoreConfig;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

/** A kind of database: how to reach it, and what it does or calls differently. */
sealed interface Engine permits Sqlite, Postgres {

    /** The one that is configured. */
    static Engine of(StoreConfig config) throws StoreException {
        return config.postgres().isPresent() ? Postgres.of(config.postgres().get()) : new Sqlite(config.file());
    }

    /** As messages name it. */
    String name();

    /** Makes what must be there before the first connection. */
    void create() throws StoreException;

    /** Refuses if there is no database. */
    void requireThere() throws StoreException;

    /** For the node, which has the database to itself until the claim is closed. */
    Claim claim() throws StoreException;

    /** For a command, beside the node or without one. */
    Claim visit();

    /** A connection of its own for each caller. */
    DataSource source();

    /** One connection that writes. */
    HikariConfig writer();

    /** Connections on which the database refuses to write. */
    HikariConfig readers();

    /** What migrations call ${blob} and ${serial}. */
    Map<String, String> words();

    /** What keeps it from being opened, for the operator. */
    StoreException cannotOpen(Exception cause);

    /** Writes a consistent copy into a new file. */
    void copyInto(Path copy) throws StoreException;
}
