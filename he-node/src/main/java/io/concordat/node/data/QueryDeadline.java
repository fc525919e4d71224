package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends the statements of one reading when its time is up: a query of somebody's own may never end. */
final class QueryDeadline implements AutoCloseable {
    /** How long reading through one data set may take. */
    static final Duration USUAL = Duration.ofMinutes(30);

    private final Duration limit;
    private final long end;
    private @Nullable Statement running;
    private boolean closed;

    /** Starts now. */
    QueryDeadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
        var _ = CompletableFuture.runAsync(
                this::cancel, CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** The statement that runs from now on; refuses where the time is up already. */
    synchronized <S extends Statement> S watch(S statement) throws DataSetRefusedException {
        running = statement;
        check();
        return statement;
    }

    /** Refuses if the time is up. */
    void check() throws DataSetRefusedException {
        if (isOver()) {
            throw refusal();
        }
    }

    /** Whether a failure of a statement is this deadline's doing. */
    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    DataSetRefusedException refusal() {
        return new DataSetRefusedException(
                ProblemType.DATA_QUERY_REFUSED,
                "Reading the rows takes longer than " + limit.toSeconds()
                        + " s. Simplify the query, or write its result to a file and register that.");
    }

    private synchronized void cancel() {
        if (!closed && running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                // It has ended by itself; whoever reads on sees that the time is up.
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
