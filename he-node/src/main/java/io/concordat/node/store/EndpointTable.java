package io.concordat.node.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each member, this one too, said last of its endpoint, and which version of this node's own the others have. */
public final class EndpointTable {
    private final Database database;

    /** The endpoints of this database. */
    public EndpointTable(Database database) {
        this.database = database;
    }

    /**
     * A stored endpoint.
     *
     * @param memberId whose
     * @param version rises with each
     * @param record canonical bytes with the member's signature
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded at once, never compared
    public record Row(String memberId, long version, byte[] record) {}

    /** Stores an endpoint unless a version as high is there; whether it was stored. */
    public boolean put(Row row, long now) {
        return database.sql()
                .inTransaction(handle -> handle.execute(
                                "INSERT INTO member_endpoint (member_id, version, record, stored_at) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT (member_id) DO UPDATE SET version = excluded.version,"
                                        + " record = excluded.record, stored_at = excluded.stored_at"
                                        + " WHERE member_endpoint.version < excluded.version",
                                row.memberId(),
                                row.version(),
                                row.record(),
                                now)
                        > 0);
    }

    /** A member's endpoint. */
    public Optional<Row> find(String memberId) {
        return all().stream().filter(row -> row.memberId().equals(memberId)).findFirst();
    }

    /** All endpoints. */
    public List<Row> all() {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT member_id, version, record FROM member_endpoint")
                        .map((row, _) -> new Row(row.getString(1), row.getLong(2), row.getBytes(3)))
                        .list());
    }

    /** A member has this version of this node's own endpoint. */
    public void seen(String memberId, long version) {
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO endpoint_seen (member_id, version) VALUES (?, ?)"
                                + " ON CONFLICT (member_id) DO UPDATE SET version = excluded.version"
                                + " WHERE endpoint_seen.version < excluded.version",
                        memberId,
                        version));
    }

    /** Which version of this node's own endpoint each member has. */
    public Map<String, Long> seen() {
        Map<String, Long> seen = new HashMap<>();
        database.sql().useHandle(handle -> handle.createQuery("SELECT member_id, version FROM endpoint_seen")
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> seen.put(entry.getKey(), entry.getValue())));
        return seen;
    }
}
