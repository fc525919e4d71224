package io.concordat.node.store;

import io.concordat.node.fail.Failpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Every envelope received or sent, and the outbox. Each method is one transaction. */
public final class EnvelopeTable {
    private static final String COLUMNS = "position, hash, sender, incarnation, seq, type, bytes";

    private final Database database;

    /** The envelopes of this database. */
    public EnvelopeTable(Database database) {
        this.database = database;
    }

    /**
     * Where this node's own chain of envelopes stands.
     *
     * @param incarnation the installation's id
     * @param nextSeq the number of the next envelope
     * @param lastHash the hash of the one before it, 32 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    public record Head(String incarnation, long nextSeq, byte[] lastHash) {}

    /**
     * An envelope as it is stored.
     *
     * @param hash of the signed bytes, hexadecimal
     * @param sender the member that signed it
     * @param incarnation the sender's installation, hexadecimal
     * @param seq its number among the sender's
     * @param type the kind of message
     * @param bytes signed bytes and signature
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    public record Row(String hash, String sender, String incarnation, long seq, String type, byte[] bytes) {}

    /** A stored envelope and its place in the order of arrival. */
    public record Stored(long position, Row row) {}

    /**
     * An envelope to deliver.
     *
     * @param number its place in the outbox
     * @param attempts how often delivery failed
     * @param deadlineAt when it is given up, milliseconds since 1970
     * @param bytes what to send
     */
    @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
    public record Pending(long number, int attempts, long deadlineAt, byte[] bytes) {}

    /** When the last envelope was stored, in milliseconds since 1970. */
    public Optional<Long> lastReceivedAt() {
        return database.sql().withHandle(handle -> handle.createQuery("SELECT max(received_at) FROM envelope")
                .map((row, _) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? Optional.<Long>empty() : Optional.of(at);
                })
                .one());
    }

    /** Makes this node's next envelope and stores it with its deliveries; the result is its position. */
    public long append(Function<Head, Row> make, Collection<String> recipients, long now, long deadlineAt) {
        Failpoint.ENVELOPE_BEFORE_APPEND.reach();
        long appended = database.sql().inTransaction(handle -> {
            Row row = advance(handle, make);
            long position = insert(handle, row, now)
                    .orElseThrow(() -> new IllegalStateException("The envelope " + row.hash() + " is stored already"));
            recipients.forEach(recipient -> enqueue(handle, recipient, row.hash(), deadlineAt));
            Failpoint.ENVELOPE_BEFORE_COMMIT.reach();
            return position;
        });
        Failpoint.ENVELOPE_AFTER_APPEND.reach();
        return appended;
    }

    /** Makes this node's next envelope without storing it: only the chain moves on. */
    public void advance(Function<Head, Row> make) {
        database.sql().useTransaction(handle -> advance(handle, make));
        Failpoint.ENVELOPE_AFTER_ADVANCE.reach();
    }

    /** Stores a received envelope; empty if it is there already. */
    public OptionalLong receive(Row row, long now) {
        Failpoint.RECEIVE_BEFORE_STORE.reach();
        OptionalLong position = database.sql().inTransaction(handle -> {
            OptionalLong inserted = insert(handle, row, now);
            Failpoint.RECEIVE_BEFORE_COMMIT.reach();
            return inserted;
        });
        Failpoint.RECEIVE_AFTER_STORE.reach();
        return position;
    }

    /** Puts a stored envelope into the outbox again, unless it is still in it. */
    public void resend(String hash, Collection<String> recipients, long deadlineAt) {
        database.sql().useTransaction(handle -> {
            boolean stored = handle.createQuery("SELECT 1 FROM envelope WHERE hash = ?")
                    .bind(0, hash)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (stored) {
                recipients.forEach(recipient -> enqueue(handle, recipient, hash, deadlineAt));
            }
        });
        Failpoint.OUTBOX_AFTER_RESEND.reach();
    }

    /** The receiver has taken it. */
    public void handled(long position) {
        Failpoint.RECEIVE_BEFORE_HANDLED.reach();
        database.sql()
                .useTransaction(
                        handle -> handle.execute("UPDATE envelope SET handled = 1 WHERE position = ?", position));
        Failpoint.RECEIVE_AFTER_HANDLED.reach();
    }

    /** Stored envelopes whose receiver has not returned, in order of arrival, at most so many after a position. */
    public List<Stored> unhandled(long afterPosition, int limit) {
        return database.sql().withHandle(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM envelope WHERE handled = 0 AND position > ? ORDER BY position LIMIT ?")
                .bind(0, afterPosition)
                .bind(1, limit)
                .map((row, _) -> stored(row))
                .list());
    }

    /** The bytes of every stored envelope of one kind, in order of arrival. */
    public List<byte[]> ofType(String type) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT bytes FROM envelope WHERE type = ? ORDER BY position")
                        .bind(0, type)
                        .map((row, _) -> row.getBytes(1))
                        .list());
    }

    /** The stored envelope with this hash. */
    public Optional<Stored> find(String hash) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM envelope WHERE hash = ?")
                        .bind(0, hash)
                        .map((row, _) -> stored(row))
                        .findOne());
    }

    /** The envelope with this number of a sender's incarnation. */
    public Optional<Stored> numbered(String sender, String incarnation, long seq) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM envelope WHERE sender = ? AND incarnation = ? AND seq = ? LIMIT 1")
                .bind(0, sender)
                .bind(1, incarnation)
                .bind(2, seq)
                .map((row, _) -> stored(row))
                .findOne());
    }

    /** The newest envelope of a sender's incarnation. */
    public Optional<Stored> newest(String sender, String incarnation) {
        return database.sql().withHandle(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM envelope WHERE sender = ? AND incarnation = ? ORDER BY seq DESC LIMIT 1")
                .bind(0, sender)
                .bind(1, incarnation)
                .map((row, _) -> stored(row))
                .findOne());
    }

    /** The incarnations of a sender in the order in which they were first heard of. */
    public List<String> incarnations(String sender) {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT incarnation FROM envelope WHERE sender = ? GROUP BY incarnation ORDER BY MIN(position)")
                .bind(0, sender)
                .mapTo(String.class)
                .list());
    }

    /** What is to be delivered next to this member. */
    public Optional<Pending> next(String recipient) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT o.number, o.attempts, o.deadline_at, e.bytes"
                                + " FROM outbox o JOIN envelope e ON e.hash = o.hash"
                                + " WHERE o.recipient = ? ORDER BY o.number LIMIT 1")
                        .bind(0, recipient)
                        .map((row, _) -> new Pending(row.getLong(1), row.getInt(2), row.getLong(3), row.getBytes(4)))
                        .findOne());
    }

    /** What is to be delivered after this place in the outbox, in order, at most so many. */
    public List<Pending> waiting(long afterNumber, int limit) {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT o.number, o.attempts, o.deadline_at, e.bytes"
                                + " FROM outbox o JOIN envelope e ON e.hash = o.hash"
                                + " WHERE o.number > ? ORDER BY o.number LIMIT ?")
                        .bind(0, afterNumber)
                        .bind(1, limit)
                        .map((row, _) -> new Pending(row.getLong(1), row.getInt(2), row.getLong(3), row.getBytes(4)))
                        .list());
    }

    /** It was acknowledged, refused for good or given up. */
    public void remove(long number) {
        Failpoint.OUTBOX_BEFORE_REMOVE.reach();
        database.sql().useTransaction(handle -> handle.execute("DELETE FROM outbox WHERE number = ?", number));
        Failpoint.OUTBOX_AFTER_REMOVE.reach();
    }

    /** Nothing is to be delivered to this member any more. */
    public void clearOutbox(String recipient) {
        database.sql().useTransaction(handle -> handle.execute("DELETE FROM outbox WHERE recipient = ?", recipient));
    }

    /** Nothing is to be delivered any more. */
    public void clearOutbox() {
        database.sql().useTransaction(handle -> handle.execute("DELETE FROM outbox"));
    }

    /** One more attempt failed. */
    public void failed(long number) {
        database.sql()
                .useTransaction(
                        handle -> handle.execute("UPDATE outbox SET attempts = attempts + 1 WHERE number = ?", number));
    }

    private static Row advance(Handle handle, Function<Head, Row> make) {
        Head head = handle.createQuery("SELECT incarnation, next_seq, last_hash FROM installation")
                .map((row, _) -> new Head(row.getString(1), row.getLong(2), row.getBytes(3)))
                .one();
        Row row = make.apply(head);
        handle.execute(
                "UPDATE installation SET next_seq = ?, last_hash = ?",
                head.nextSeq() + 1,
                HexFormat.of().parseHex(row.hash()));
        return row;
    }

    private static OptionalLong insert(Handle handle, Row row, long now) {
        return handle.createQuery(
                        "INSERT INTO envelope (hash, sender, incarnation, seq, type, bytes, received_at, handled)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (hash) DO NOTHING RETURNING position")
                .bind(0, row.hash())
                .bind(1, row.sender())
                .bind(2, row.incarnation())
                .bind(3, row.seq())
                .bind(4, row.type())
                .bind(5, row.bytes())
                .bind(6, now)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static void enqueue(Handle handle, String recipient, String hash, long deadlineAt) {
        handle.execute(
                "INSERT INTO outbox (recipient, hash, attempts, deadline_at) VALUES (?, ?, 0, ?)"
                        + " ON CONFLICT (recipient, hash) DO NOTHING",
                recipient,
                hash,
                deadlineAt);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong(1),
                new Row(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getBytes(7)));
    }
}
