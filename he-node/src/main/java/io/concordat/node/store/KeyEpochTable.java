package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.util.List;
import java.util.Optional;

/** The joint public keys, newest last. */
public final class KeyEpochTable {
    private final Database database;

    /** The keys of this database. */
    public KeyEpochTable(Database database) {
        this.database = database;
    }

    /**
     * A stored key.
     *
     * @param keyId hexadecimal
     * @param consortiumId hexadecimal
     * @param epochType what it is for
     * @param publicKey canonical bytes of the threshold public key
     * @param attestations canonical bytes of every member's signature over it and statement that it kept no secret
     * @param createdAt milliseconds since 1970
     * @param retired whether it must not be used any more
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded at once, never compared
    public record Row(
            String keyId,
            String consortiumId,
            String epochType,
            byte[] publicKey,
            byte[] attestations,
            long createdAt,
            boolean retired) {}

    /** Stores a key; one that is there stays as it is. */
    public void insert(Row row) {
        database.audit().useTransaction(handle -> {
            int added = handle.execute(
                    "INSERT INTO key_epoch (key_id, consortium_id, epoch_type, public_key, attestations, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key_id) DO NOTHING",
                    row.keyId(),
                    row.consortiumId(),
                    row.epochType(),
                    row.publicKey(),
                    row.attestations(),
                    row.createdAt());
            if (added == 1) {
                database.audit().append(handle, AuditEntry.Kind.KEY, "ACTIVE " + row.keyId() + " " + row.epochType());
            }
        });
    }

    /** All keys of a consortium, oldest first. */
    public List<Row> of(String consortiumId) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT key_id, consortium_id, epoch_type, public_key,"
                                + " attestations, created_at, retired_at FROM key_epoch WHERE consortium_id = ?"
                                + " ORDER BY created_at, key_id")
                        .bind(0, consortiumId)
                        .map((row, _) -> new Row(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBytes(4),
                                row.getBytes(5),
                                row.getLong(6),
                                row.getObject(7) != null))
                        .list());
    }

    /** A key of any version. */
    public Optional<Row> find(String keyId) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT consortium_id FROM key_epoch WHERE key_id = ?")
                        .bind(0, keyId)
                        .mapTo(String.class)
                        .findOne())
                .flatMap(consortium -> of(consortium).stream()
                        .filter(row -> row.keyId().equals(keyId))
                        .findFirst());
    }

    /** The keys of one version are those of another from now on. */
    public void move(String fromConsortium, String toConsortium) {
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "UPDATE key_epoch SET consortium_id = ? WHERE consortium_id = ?",
                        toConsortium,
                        fromConsortium));
    }

    /** No share is given under this key any more. */
    public void retire(String keyId, long now) {
        database.audit().useTransaction(handle -> {
            int retired = handle.execute(
                    "UPDATE key_epoch SET retired_at = ? WHERE key_id = ? AND retired_at IS NULL", now, keyId);
            if (retired == 1) {
                database.audit().append(handle, AuditEntry.Kind.KEY, "RETIRED " + keyId);
            }
        });
    }
}
