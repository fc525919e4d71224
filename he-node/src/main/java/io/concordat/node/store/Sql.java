package io.concordat.node.store;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * Where SQL is run. What writes is a transaction, one after the other: it holds a turn before it holds a connection. What only reads has
 * connections of its own, on which the database refuses to write; a read within a transaction sees what the transaction wrote.
 */
public final class Sql {
    private final Jdbi reading;
    private final Jdbi writing;
    private final WriteTurn turn;
    private final Claim claim;

    Sql(Jdbi reading, Jdbi writing, WriteTurn turn, Claim claim) {
        this.reading = reading;
        this.writing = writing;
        this.turn = turn;
        this.claim = claim;
    }

    /** Reads. Several statements may see different states. */
    public <T, X extends Exception> T withHandle(HandleCallback<T, X> work) throws X {
        return (turn.isMine() ? writing : reading).withHandle(work);
    }

    /** Like {@link #withHandle}, without a result. */
    public <X extends Exception> void useHandle(HandleConsumer<X> work) throws X {
        (turn.isMine() ? writing : reading).useHandle(work);
    }

    /** Reads and writes in one transaction, while nobody else writes; on disk when it returns. */
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        if (turn.isMine()) {
            return writing.inTransaction(work); // joins the one that is going on
        }
        try (var _ = turn.take()) {
            return writing.inTransaction(handle -> {
                claim.begin(handle);
                return work.withHandle(handle);
            });
        }
    }

    /** Like {@link #inTransaction}, without a result. */
    public <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        inTransaction(handle -> {
            work.useHandle(handle);
            return true;
        });
    }

    /** How many threads wait for their turn to write. */
    int waiting() {
        return turn.waiting();
    }
}
