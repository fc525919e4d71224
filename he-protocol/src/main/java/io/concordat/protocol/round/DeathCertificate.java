package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.round.Mailbox.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DEATH(k): ABANDONs of D = N − T + 1 + c different members. At most c of them lie, so N − T + 1 never share and fewer
 * than T shares ever exist.
 *
 * @param attemptId the dead attempt
 * @param abandons H(ABANDON) by member
 */
record DeathCertificate(Digest attemptId, SortedMap<MemberId, Digest> abandons) {
    static Optional<DeathCertificate> of(AttemptFacts facts) {
        if (!facts.dead()) {
            return Optional.empty();
        }
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        for (Map.Entry<MemberId, Stored> entry :
                facts.ofAnyone(MessageType.ABANDON).entrySet()) {
            hashes.put(entry.getKey(), entry.getValue().envelope().hash());
        }
        return facts.attemptId().map(id -> new DeathCertificate(id, hashes));
    }

    private List<byte[]> fields() {
        List<byte[]> fields = new ArrayList<>();
        fields.add(attemptId.toByteArray());
        abandons.values().forEach(hash -> fields.add(hash.toByteArray()));
        return fields;
    }

    /** H of all certificates in the order of their attempts; zero for none. */
    static Digest hash(List<DeathCertificate> certificates) {
        if (certificates.isEmpty()) {
            return Digest.ZERO;
        }
        List<byte[]> hashes = certificates.stream()
                .map(death -> Digest.hash("death/v1", death.fields().toArray(byte[][]::new))
                        .toByteArray())
                .toList();
        return Digest.hash("deaths/v1", hashes.toArray(byte[][]::new));
    }
}
