package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first message of each (member, kind, subject), with the journal position at which it was stored. Immutable; a mailbox
 * with one message more shares everything that is about other subjects.
 */
record Mailbox(Map<Digest, Subject> subjects) {
    /** A stored message. */
    record Stored(long index, SignedEnvelope envelope) {}

    /** The messages about one subject, by kind and member; the maps are never changed. */
    record Subject(Map<MessageType, SortedMap<MemberId, Stored>> kinds) {
        static final Subject NOTHING = new Subject(Map.of());

        /** The messages of one kind, ascending by member. */
        SortedMap<MemberId, Stored> of(MessageType type) {
            return kinds.getOrDefault(type, Collections.emptySortedMap());
        }

        private Subject with(MemberId from, MessageType type, Stored stored) {
            SortedMap<MemberId, Stored> more = new TreeMap<>(of(type));
            more.putIfAbsent(from, stored);
            Map<MessageType, SortedMap<MemberId, Stored>> all = new EnumMap<>(MessageType.class);
            all.putAll(kinds);
            all.put(type, Collections.unmodifiableSortedMap(more));
            return new Subject(Collections.unmodifiableMap(all));
        }
    }

    static final Mailbox EMPTY = new Mailbox(Map.of());

    Mailbox with(MessageKey key, Stored stored) {
        Map<Digest, Subject> more = new HashMap<>(subjects);
        more.put(key.subject(), about(key.subject()).with(key.from(), key.type(), stored));
        return new Mailbox(Collections.unmodifiableMap(more));
    }

    /** The messages about one subject. */
    Subject about(Digest subject) {
        return subjects.getOrDefault(subject, Subject.NOTHING);
    }

    Optional<Stored> find(MemberId from, MessageType type, Digest subject) {
        return Optional.ofNullable(about(subject).of(type).get(from));
    }

    Optional<Stored> find(MessageKey key) {
        return find(key.from(), key.type(), key.subject());
    }

    /** Whether a member has named {@code limit} or more different subjects with messages of one kind. */
    boolean isFull(MemberId from, MessageType type, int limit) {
        if (subjects.size() < limit) {
            return false;
        }
        return subjects.values().stream()
                        .filter(subject -> subject.of(type).containsKey(from))
                        .count()
                >= limit;
    }

    static <T extends RoundMessage> T body(Stored stored, Class<T> type) {
        return type.cast(stored.envelope().body());
    }
}
