package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first message of each (member, kind, subject), with the journal position at which it was stored. Immutable. */
record Mailbox(Map<MessageKey, Stored> messages) {
    /** A stored message. */
    record Stored(long index, SignedEnvelope envelope) {}

    static final Mailbox EMPTY = new Mailbox(Map.of());

    Mailbox {
        messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    }

    Mailbox with(MessageKey key, Stored stored) {
        Map<MessageKey, Stored> more = new LinkedHashMap<>(messages);
        more.putIfAbsent(key, stored);
        return new Mailbox(more);
    }

    Optional<Stored> find(MemberId from, MessageType type, Digest subject) {
        return Optional.ofNullable(messages.get(new MessageKey(from, type, subject)));
    }

    Optional<Stored> find(MessageKey key) {
        return Optional.ofNullable(messages.get(key));
    }

    /** The messages of one kind about one subject of those members, ascending by member; missing ones are left out. */
    SortedMap<MemberId, Stored> about(MessageType type, Digest subject, Collection<MemberId> members) {
        SortedMap<MemberId, Stored> found = new TreeMap<>();
        members.forEach(id -> find(id, type, subject).ifPresent(stored -> found.put(id, stored)));
        return found;
    }

    /** How many different subjects a member has named with messages of one kind. */
    long count(MemberId from, MessageType type) {
        return messages.keySet().stream()
                .filter(key -> key.from().equals(from) && key.type() == type)
                .count();
    }

    static <T extends RoundMessage> T body(Stored stored, Class<T> type) {
        return type.cast(stored.envelope().body());
    }
}
