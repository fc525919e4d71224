package io.concordat.node.job;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.store.Sql;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.Optional;

/** Messages this node signed, looked up by what they are about: a node that crashed between signing and journalling must not sign again. */
final class OwnEnvelopes {

    /** A message that is not journalled is among the newest of its kind. */
    private static final int NEWEST = 64;

    private final Sql sql;

    OwnEnvelopes(Sql sql) {
        this.sql = sql;
    }

    Optional<SignedEnvelope> find(MemberId self, RoundMessage body) {
        MessageKey key = MessageKey.of(self, body);
        return sql.withHandle(handle -> handle
                .createQuery("SELECT bytes FROM envelope WHERE sender = ? AND type = ? ORDER BY position DESC LIMIT ?")
                .bind(0, self.value())
                .bind(1, body.type().name())
                .bind(2, NEWEST)
                .map((row, _) -> decode(row.getBytes(1)))
                .stream()
                .filter(envelope -> envelope.body() instanceof RoundMessage message
                        && MessageKey.of(self, message).equals(key))
                .findFirst());
    }

    private static SignedEnvelope decode(byte[] bytes) {
        try {
            return SignedEnvelope.decode(bytes);
        } catch (DecodeException e) {
            throw new IllegalStateException("A stored envelope is damaged: " + e.getMessage(), e);
        }
    }
}
