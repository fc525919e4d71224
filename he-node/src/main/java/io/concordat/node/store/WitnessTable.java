package io.concordat.node.store;

import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Heads of audit logs that banks cosigned for each other, evidence, and jobs that are spent. */
public final class WitnessTable {
    private final Database database;

    /** Of this database. */
    public WitnessTable(Database database) {
        this.database = database;
    }

    /** The newest head of a member's log under an incarnation that this node checked. */
    public Optional<LogHead> witnessed(String member, String incarnation) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT size, root FROM witnessed_head WHERE member = ? AND incarnation = ?")
                .bind(0, member)
                .bind(1, incarnation)
                .map((row, _) -> head(row))
                .findOne());
    }

    /** The newest head of a member's log that this node checked, under whichever incarnation. */
    public Optional<LogHead> lastWitnessed(String member) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT size, root FROM witnessed_head WHERE member = ? ORDER BY seen_at DESC LIMIT 1")
                .bind(0, member)
                .map((row, _) -> head(row))
                .findOne());
    }

    /** This node checked a head that continues the one before. */
    public void witness(String member, String incarnation, LogHead head, long now) {
        database.sql()
                .useTransaction(handle -> put(handle, "witnessed_head", "member", member, incarnation, head, now));
    }

    /** A bank cosigned a head of this node's log. */
    public void cosigned(String witness, String incarnation, LogHead head, long now) {
        database.sql()
                .useTransaction(handle -> put(handle, "cosigned_head", "witness", witness, incarnation, head, now));
    }

    /**
     * A bank's newest cosignature.
     *
     * @param at milliseconds since 1970
     */
    public record Cosigned(String witness, LogHead head, long at) {}

    /** Whose cosignatures this node has under an incarnation. */
    public List<Cosigned> cosigned(String incarnation) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT size, root, witness, seen_at FROM cosigned_head WHERE incarnation = ?"
                                + " ORDER BY witness")
                .bind(0, incarnation)
                .map((row, _) -> new Cosigned(row.getString(3), head(row), row.getLong(4)))
                .list());
    }

    /** Keeps an envelope that excludes another one of its sender; false if it is there. */
    public boolean keepEvidence(EnvelopeTable.Row refused, String against, long now) {
        return database.sql()
                .inTransaction(handle -> handle.execute(
                                "INSERT INTO evidence (hash, member, against, bytes, noticed_at) VALUES (?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (hash) DO NOTHING",
                                refused.hash(),
                                refused.sender(),
                                against,
                                refused.bytes(),
                                now)
                        == 1);
    }

    /** Within a transaction: this node never takes part in these jobs again. */
    public static void spend(Handle handle, Collection<String> jobs, long now) {
        jobs.forEach(job -> handle.execute(
                "INSERT INTO spent_job (job_id, spent_at) VALUES (?, ?) ON CONFLICT (job_id) DO NOTHING", job, now));
    }

    private static void put(
            Handle handle, String table, String key, String member, String incarnation, LogHead head, long now) {
        handle.execute(
                "INSERT INTO " + table + " (" + key + ", incarnation, size, root, seen_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (" + key + ", incarnation) DO UPDATE SET size = excluded.size,"
                        + " root = excluded.root, seen_at = excluded.seen_at",
                member,
                incarnation,
                head.size(),
                head.root().hex(),
                now);
    }

    private static LogHead head(ResultSet row) throws SQLException {
        return new LogHead(row.getLong(1), Digest.ofHex(row.getString(2)));
    }
}
