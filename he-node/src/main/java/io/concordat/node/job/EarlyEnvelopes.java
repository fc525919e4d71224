package io.concordat.node.job;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.Sql;
import io.concordat.protocol.message.SignedEnvelope;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Messages that cannot be used yet: about a job, a round or an attempt this node has not reached. Kept on disk in order of arrival, so many
 * of each sender and no more.
 */
final class EarlyEnvelopes {

    /** More than an honest member is ever ahead by. */
    private static final int MOST_OF_ONE_SENDER = 1_000;

    /** Longer than deliveries are tried: what is still not usable then is about a job that never came to be here. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Sql sql;

    EarlyEnvelopes(Sql sql) {
        this.sql = sql;
    }

    /** Keeps an envelope; false if its sender has too many here. */
    boolean keep(ReceivedEnvelope received, long now) {
        String sender = received.envelope().from().value();
        return sql.inTransaction(handle -> {
            if (count(handle, sender) >= MOST_OF_ONE_SENDER) {
                handle.execute(
                        "DELETE FROM early_envelope WHERE sender = ? AND received_at < ?",
                        sender,
                        now - LONGEST.toMillis());
            }
            if (count(handle, sender) >= MOST_OF_ONE_SENDER) {
                return false;
            }
            handle.execute(
                    "INSERT INTO early_envelope (position, sender, bytes, received_at) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (position) DO NOTHING",
                    received.position(),
                    sender,
                    received.envelope().encode(),
                    now);
            return true;
        });
    }

    private static int count(Handle handle, String sender) {
        return handle.createQuery("SELECT COUNT(*) FROM early_envelope WHERE sender = ?")
                .bind(0, sender)
                .mapTo(Integer.class)
                .one();
    }

    /** All of them in order of arrival. */
    List<Early> all() {
        return sql.withHandle(handle -> handle.createQuery(
                        "SELECT position, bytes, received_at FROM early_envelope ORDER BY position")
                .map((row, _) ->
                        new Early(new ReceivedEnvelope(row.getLong(1), decode(row.getBytes(2))), row.getLong(3)))
                .list());
    }

    /** An envelope and when it came, milliseconds since 1970. */
    record Early(ReceivedEnvelope received, long receivedAt) {}

    void remove(long position) {
        sql.useTransaction(handle -> handle.execute("DELETE FROM early_envelope WHERE position = ?", position));
    }

    private static SignedEnvelope decode(byte[] bytes) {
        try {
            return SignedEnvelope.decode(bytes);
        } catch (DecodeException e) {
            throw new IllegalStateException("A stored envelope is damaged: " + e.getMessage(), e);
        }
    }
}
