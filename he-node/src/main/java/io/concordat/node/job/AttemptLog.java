package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who said what in one attempt: enough to name whom the attempt waits for, and to know what a message is about. Not thread-safe. */
final class AttemptLog {

    private final Digest openHash;
    private final Open open;
    private final SortedMap<MemberId, Digest> joins = new TreeMap<>();
    private final Map<MessageType, Set<MemberId>> heard = new EnumMap<>(MessageType.class);
    private Optional<Digest> attemptId = Optional.empty();

    AttemptLog(Digest openHash, Open open) {
        this.openHash = openHash;
        this.open = open;
    }

    Digest openHash() {
        return openHash;
    }

    Open open() {
        return open;
    }

    /** Known once all JOINs are. */
    Optional<Digest> attemptId() {
        return attemptId;
    }

    boolean isAbout(RoundMessage message) {
        return message.subject().equals(openHash)
                || attemptId.filter(message.subject()::equals).isPresent();
    }

    void take(SignedEnvelope envelope, RoundMessage message) {
        if (message instanceof Join && open.cohort().contains(envelope.from())) {
            joins.putIfAbsent(envelope.from(), envelope.hash());
            if (attemptId.isEmpty() && joins.size() == open.cohort().size()) {
                attemptId = Optional.of(RoundHashes.attemptId(openHash, joins));
            }
        }
        heard.computeIfAbsent(message.type(), _ -> new TreeSet<>()).add(envelope.from());
    }

    /** The members that sent a message of this type. */
    Set<MemberId> heard(MessageType type) {
        return Set.copyOf(heard.getOrDefault(type, Set.of()));
    }

    int count(MessageType type) {
        return heard.getOrDefault(type, Set.of()).size();
    }
}
