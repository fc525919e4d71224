package io.concordat.node.store;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Removes what is older than the operator wants to keep: the journals of jobs that are over, and the REVEAL messages (ciphertexts) of
 * that age. Never removed: the decision ledger, the audit log, consortia, keys, transcripts, opened cells, models, evaluations.
 *
 * <p>The database file does not shrink: SQLite uses the room again.
 */
public final class Retention {
    private final Database database;
    private final Duration jobs;

    /** @param jobs how long a job that is over is kept; zero for ever */
    public Retention(Database database, Duration jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /**
     * What went.
     *
     * @param jobs jobs with their journals
     * @param messages REVEAL messages
     */
    public record Pruned(int jobs, int messages) {
        /** Whether it was nothing. */
        public boolean isNothing() {
            return jobs == 0 && messages == 0;
        }
    }

    /** Removes what is too old now. */
    public Pruned prune(Instant now) {
        if (jobs.isZero()) {
            return new Pruned(0, 0);
        }
        long before = now.minus(jobs).toEpochMilli();
        return database.sql().inTransaction(handle -> prune(handle, before));
    }

    private static Pruned prune(Handle handle, long before) {
        String old = "(SELECT job_id FROM job WHERE ended = 1 AND created_at < ?)";
        handle.execute(
                "DELETE FROM journal WHERE stream IN (SELECT 'job/' || job_id FROM job WHERE ended = 1"
                        + " AND created_at < ?)",
                before);
        handle.execute("DELETE FROM contribution WHERE job_id IN " + old, before);
        int jobs = handle.execute("DELETE FROM job WHERE ended = 1 AND created_at < ?", before);
        int messages = handle.execute(
                "DELETE FROM envelope WHERE type = 'REVEAL' AND handled = 1 AND received_at < ?"
                        + " AND hash NOT IN (SELECT hash FROM outbox)",
                before);
        return new Pruned(jobs, messages);
    }
}
