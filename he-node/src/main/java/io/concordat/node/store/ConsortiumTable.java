package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The consortium this node proposed or is in, and who signed it. At most one is not withdrawn. */
public final class ConsortiumTable {
    private final Database database;

    /** The consortium of this database. */
    public ConsortiumTable(Database database) {
        this.database = database;
    }

    /**
     * A stored consortium.
     *
     * @param id hexadecimal
     * @param document canonical bytes
     * @param active whether all signatures are there
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded at once, never compared
    public record Row(String id, byte[] document, boolean active) {}

    /** The present consortium. */
    public Optional<Row> present() {
        return database.jdbi().withHandle(ConsortiumTable::present);
    }

    /** The documents of all consortiums that were active, or are. */
    public List<byte[]> documents() {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT document FROM consortium WHERE status <> 'FORMING' ORDER BY created_at")
                .map((row, _) -> row.getBytes(1))
                .list());
    }

    /** Stores a proposal; one withdrawn before is taken up again. */
    public void propose(String id, byte[] document, long now) {
        database.jdbi().useTransaction(handle -> {
            if (present(handle).isPresent()) {
                throw new IllegalStateException("This node has a consortium already");
            }
            handle.execute("DELETE FROM consortium_signature WHERE consortium_id = ?", id);
            handle.execute(
                    "INSERT INTO consortium (consortium_id, document, status, created_at) VALUES (?, ?, 'FORMING', ?)"
                            + " ON CONFLICT (consortium_id) DO UPDATE SET status = 'FORMING'",
                    id,
                    document,
                    now);
        });
    }

    /** Stores a member's signature; one that is there stays. */
    public void sign(String id, String memberId, byte[] signature) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO consortium_signature (consortium_id, member_id, signature) VALUES (?, ?, ?)"
                                + " ON CONFLICT (consortium_id, member_id) DO NOTHING",
                        id,
                        memberId,
                        signature));
    }

    /** The signatures so far, by member. */
    public Map<String, byte[]> signatures(String id) {
        Map<String, byte[]> signatures = new HashMap<>();
        database.jdbi().useHandle(handle -> handle.createQuery(
                        "SELECT member_id, signature FROM consortium_signature WHERE consortium_id = ?")
                .bind(0, id)
                .map((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(entry -> signatures.put(entry.getKey(), entry.getValue())));
        return signatures;
    }

    /** All have signed. */
    public void activate(String id) {
        setStatus(id, "ACTIVE");
    }

    /** The proposal is taken back. */
    public void withdraw(String id) {
        setStatus(id, "WITHDRAWN");
    }

    private static Optional<Row> present(Handle handle) {
        return handle.createQuery("SELECT consortium_id, document, status FROM consortium"
                        + " WHERE status IN ('FORMING', 'ACTIVE')")
                .map((row, _) -> new Row(row.getString(1), row.getBytes(2), "ACTIVE".equals(row.getString(3))))
                .findOne();
    }

    private void setStatus(String id, String status) {
        database.audit().useTransaction(handle -> {
            int changed = handle.execute(
                    "UPDATE consortium SET status = ? WHERE consortium_id = ? AND status <> ?", status, id, status);
            if (changed == 1) {
                database.audit().append(handle, AuditEntry.Kind.CONSORTIUM, status + " " + id);
            }
        });
    }
}
