package io.concordat.node.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Append-only streams of events, from which a state machine is brought back to where it was. */
public final class Journal {
    private final Database database;

    /** The streams of this database. */
    public Journal(Database database) {
        this.database = database;
    }

    /** Appends an event; the result is its position in the stream, from 0. On disk when it returns. */
    public long append(String stream, byte[] event) {
        return database.sql().inTransaction(handle -> append(handle, stream, event));
    }

    /** Appends an event within the caller's transaction. */
    public static long append(Handle handle, String stream, byte[] event) {
        return handle.createQuery("INSERT INTO journal (stream, position, event)"
                        + " SELECT ?, COALESCE(MAX(position) + 1, 0), ? FROM journal WHERE stream = ?"
                        + " RETURNING position")
                .bind(0, stream)
                .bind(1, event)
                .bind(2, stream)
                .mapTo(Long.class)
                .one();
    }

    /** The events of a stream from a position on, in order. */
    public List<byte[]> read(String stream, long from) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT event FROM journal WHERE stream = ? AND position >= ? ORDER BY position")
                .bind(0, stream)
                .bind(1, from)
                .map((row, _) -> row.getBytes(1))
                .list());
    }
}
