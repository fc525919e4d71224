package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Whether an operator sealed this node, so that it stays sealed after a restart. */
public final class SealTable {
    private final Database database;

    /** The seal of this database. */
    public SealTable(Database database) {
        this.database = database;
    }

    /**
     * The last change.
     *
     * @param sealed whether it was sealed or unsealed
     * @param at milliseconds since 1970
     * @param by the name of the API token
     * @param reason why, in the operator's words; empty if none was given
     */
    public record Change(boolean sealed, long at, String by, String reason) {}

    /** The last change, if there was one. */
    public Optional<Change> last() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT sealed, changed_at, changed_by, reason FROM seal")
                .map((row, _) -> new Change(row.getInt(1) == 1, row.getLong(2), row.getString(3), row.getString(4)))
                .findOne());
    }

    /**
     * Keeps a change in place of the last, and enters it in the audit log; on disk when it returns. Unsealing needs the audit log;
     * sealing does not fail because it cannot be written.
     */
    public void put(Change change) {
        try {
            database.audit().useTransaction(handle -> {
                put(handle, change);
                String word = change.sealed() ? "SEALED" : "UNSEALED";
                database.audit().append(handle, AuditEntry.Kind.ADMIN, word + " by " + change.by());
            });
        } catch (AuditFailedException e) {
            if (!change.sealed()) {
                throw e;
            }
            database.sql().useTransaction(handle -> put(handle, change));
        }
    }

    private static void put(Handle handle, Change change) {
        handle.execute("DELETE FROM seal");
        handle.execute(
                "INSERT INTO seal (id, sealed, changed_at, changed_by, reason) VALUES (1, ?, ?, ?, ?)",
                change.sealed() ? 1 : 0,
                change.at(),
                change.by(),
                change.reason());
    }

    /** The ids of jobs that are not over, oldest first, at most so many. */
    public List<String> waitingJobs(int most) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT job_id FROM job WHERE ended = 0 ORDER BY created_at LIMIT ?")
                .bind(0, most)
                .mapTo(String.class)
                .list());
    }
}
