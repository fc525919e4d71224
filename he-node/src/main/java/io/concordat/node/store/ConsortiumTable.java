package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The consortium this node is in, the version it proposed, and who signed them: at most one of each. A version that another one
 * followed is marked withdrawn, like a proposal taken back.
 */
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

    /** The version that all have signed. */
    public Optional<Row> active() {
        return database.sql().withHandle(handle -> withStatus(handle, "ACTIVE"));
    }

    /** The version that is proposed. */
    public Optional<Row> forming() {
        return database.sql().withHandle(handle -> withStatus(handle, "FORMING"));
    }

    /** Any version this node ever had. */
    public Optional<Row> find(String id) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT consortium_id, document, status FROM consortium WHERE consortium_id = ?")
                .bind(0, id)
                .map((row, _) -> row(row))
                .findOne());
    }

    /** The documents of all consortiums that were active, or are. */
    public List<byte[]> documents() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT document FROM consortium WHERE status <> 'FORMING' ORDER BY created_at")
                .map((row, _) -> row.getBytes(1))
                .list());
    }

    /** Stores a proposal; one withdrawn before is taken up again. */
    public void propose(String id, byte[] document, long now) {
        database.sql().useTransaction(handle -> {
            if (withStatus(handle, "FORMING").isPresent()) {
                throw new IllegalStateException("This node has proposed a consortium already");
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
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO consortium_signature (consortium_id, member_id, signature) VALUES (?, ?, ?)"
                                + " ON CONFLICT (consortium_id, member_id) DO NOTHING",
                        id,
                        memberId,
                        signature));
    }

    /** The signatures so far, by member. */
    public Map<String, byte[]> signatures(String id) {
        Map<String, byte[]> signatures = new HashMap<>();
        database.sql().useHandle(handle -> handle.createQuery(
                        "SELECT member_id, signature FROM consortium_signature WHERE consortium_id = ?")
                .bind(0, id)
                .map((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(entry -> signatures.put(entry.getKey(), entry.getValue())));
        return signatures;
    }

    /** A person of this bank consents to a version; one that is there stays. */
    public void consent(String id, String approverKey, byte[] signature, long now) {
        database.audit().useTransaction(handle -> {
            int added = handle.execute(
                    "INSERT INTO consortium_consent (consortium_id, approver_key, signature, given_at)"
                            + " VALUES (?, ?, ?, ?) ON CONFLICT (consortium_id, approver_key) DO NOTHING",
                    id,
                    approverKey,
                    signature,
                    now);
            if (added == 1) {
                database.audit().append(handle, AuditEntry.Kind.CONSORTIUM, "CONSENT " + id + " of " + approverKey);
            }
        });
    }

    /** The consents to a version, by the key of the person. */
    public Map<String, byte[]> consents(String id) {
        Map<String, byte[]> consents = new HashMap<>();
        database.sql().useHandle(handle -> handle.createQuery(
                        "SELECT approver_key, signature FROM consortium_consent WHERE consortium_id = ?")
                .bind(0, id)
                .map((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(entry -> consents.put(entry.getKey(), entry.getValue())));
        return consents;
    }

    /** All have signed; the version before, if there is one, is over. */
    public void activate(String id) {
        database.audit().useTransaction(handle -> {
            withStatus(handle, "ACTIVE")
                    .filter(before -> !before.id().equals(id))
                    .ifPresent(before -> setStatus(handle, before.id(), "WITHDRAWN"));
            setStatus(handle, id, "ACTIVE");
        });
    }

    /** The proposal is taken back. */
    public void withdraw(String id) {
        database.audit().useTransaction(handle -> setStatus(handle, id, "WITHDRAWN"));
    }

    private static Optional<Row> withStatus(Handle handle, String status) {
        return handle.createQuery("SELECT consortium_id, document, status FROM consortium WHERE status = ?")
                .bind(0, status)
                .map((row, _) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString(1), row.getBytes(2), "ACTIVE".equals(row.getString(3)));
    }

    private void setStatus(Handle handle, String id, String status) {
        int changed = handle.execute(
                "UPDATE consortium SET status = ? WHERE consortium_id = ? AND status <> ?", status, id, status);
        if (changed == 1) {
            database.audit().append(handle, AuditEntry.Kind.CONSORTIUM, status + " " + id);
        }
    }
}
