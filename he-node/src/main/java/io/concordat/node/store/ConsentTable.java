package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Consents to another cohort of a data scope: those of banks, and those of this bank's people. */
public final class ConsentTable {
    private final Database database;

    /** Of this database. */
    public ConsentTable(Database database) {
        this.database = database;
    }

    /**
     * A bank's signed consent.
     *
     * @param changeHash hexadecimal
     * @param earlier the cohorts before, members joined by commas
     * @param proposed the new one
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded at once, never compared
    public record Row(
            String scope, String changeHash, String member, List<String> earlier, String proposed, byte[] signature) {}

    /** Keeps a verified consent; one that is there stays. */
    public void keep(Row row) {
        database.audit().useTransaction(handle -> {
            int added = handle.execute(
                    "INSERT INTO cohort_consent (scope, change_hash, member_id, earlier, proposed, signature)"
                            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope, change_hash, member_id) DO NOTHING",
                    row.scope(),
                    row.changeHash(),
                    row.member(),
                    String.join(";", row.earlier()),
                    row.proposed(),
                    row.signature());
            if (added == 1) {
                database.audit()
                        .append(
                                handle,
                                AuditEntry.Kind.APPROVAL,
                                "COHORT " + row.scope() + " " + row.changeHash() + " of " + row.member());
            }
        });
    }

    /** The consents in a scope, in the order of their banks. */
    public List<Row> of(String scope) {
        return database.sql().withHandle(handle -> of(handle, scope));
    }

    /** How many consents of a member there are, in all scopes. */
    public int count(String member) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM cohort_consent WHERE member_id = ?")
                        .bind(0, member)
                        .mapTo(Integer.class)
                        .one());
    }

    /** The same in a transaction. */
    public static List<Row> of(Handle handle, String scope) {
        return handle.createQuery("SELECT scope, change_hash, member_id, earlier, proposed, signature"
                        + " FROM cohort_consent WHERE scope = ? ORDER BY member_id, change_hash")
                .bind(0, scope)
                .map((row, _) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        List.of(row.getString(4).split(";", -1)),
                        row.getString(5),
                        row.getBytes(6)))
                .list();
    }

    /** A person of this bank says that it may consent to a change. */
    public void approve(String changeHash, String approverKey, byte[] signature, long now) {
        database.audit().useTransaction(handle -> {
            int added = handle.execute(
                    "INSERT INTO cohort_approval (change_hash, approver_key, signature, given_at) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (change_hash, approver_key) DO NOTHING",
                    changeHash,
                    approverKey,
                    signature,
                    now);
            if (added == 1) {
                database.audit()
                        .append(handle, AuditEntry.Kind.APPROVAL, "COHORT " + changeHash + " by " + approverKey);
            }
        });
    }

    /** The signatures of this bank's people under a change, by key. */
    public Map<String, byte[]> approvals(String changeHash) {
        Map<String, byte[]> approvals = new HashMap<>();
        database.sql().useHandle(handle -> handle.createQuery(
                        "SELECT approver_key, signature FROM cohort_approval WHERE change_hash = ?")
                .bind(0, changeHash)
                .map((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .forEach(entry -> approvals.put(entry.getKey(), entry.getValue())));
        return approvals;
    }
}
