package io.concordat.node.store;

import io.concordat.node.fail.Failpoint;
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
        Failpoint.JOURNAL_BEFORE_APPEND.reach();
        long position = database.sql().inTransaction(handle -> {
            long next = append(handle, stream, event);
            Failpoint.JOURNAL_BEFORE_COMMIT.reach();
            return next;
        });
        Failpoint.JOURNAL_AFTER_APPEND.reach();
        return position;
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
