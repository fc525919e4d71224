package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The end of a ceremony at one member. It has approved the key itself, so others may have the key already: nobody's bad
 * message and nobody's word that it stopped ends the ceremony here any more. The member has the key when it has seen
 * every approval, in the others' own messages or in one certificate. It gives up when there is a member whose approval
 * it will not get, and all the others say that they will not get it either.
 */
final class SettledApprovals {

    private final int self;
    private final int members;
    private final ApprovalPhase phase;
    private final StepInspection inspection;
    private final Map<Integer, byte[]> seen = new TreeMap<>();
    private final Map<Integer, CeremonyStoppedException> doubts = new TreeMap<>();
    private final Set<Integer> stopped = new HashSet<>();
    private final Map<Integer, byte[]> judged = new HashMap<>();

    SettledApprovals(Ceremony ceremony, ApprovalPhase phase, StepInspection inspection) {
        this.self = ceremony.self();
        this.members = ceremony.members();
        this.phase = phase;
        this.inspection = inspection;
    }

    /** Takes this member's own approval as it was sent. */
    void own(StepInspection.Sent sent) {
        take(self, sent.broadcast(), sent.rawBroadcast());
    }

    /** Takes another member's approval, or doubts that it approves. */
    void take(int from, CeremonyMessage.Broadcast broadcast, byte[] raw) {
        if (phase.has(from) || judged.putIfAbsent(from, raw) != null) {
            return;
        }
        try {
            phase.accept(from, inspection.checked(from, broadcast).content());
            seen.put(from, raw);
        } catch (CeremonyStoppedException e) {
            doubt(from, e);
        }
    }

    /** A member did something that leaves no hope for a good approval from it. */
    void doubt(int from, CeremonyStoppedException why) {
        if (!phase.has(from)) {
            doubts.putIfAbsent(from, why);
        }
    }

    /** A member says that it, too, lacks a good approval. */
    void doubting(int from) {
        stopped.add(from);
    }

    /** A member says that it has stopped. */
    void stopped(int from, CeremonyMessage.Abort abort) {
        stopped.add(from);
        doubt(from, CeremonyStoppedException.because("Member " + from + " stopped the ceremony: " + abort.reason()));
    }

    /** Takes all approvals from what another member has seen; a bad certificate is worth nothing and does no harm. */
    void take(CeremonyMessage.Certificate certificate) {
        for (int from = 1; from <= members; from++) {
            byte[] raw = certificate.approvals().get(from - 1);
            if (phase.has(from)) {
                continue;
            }
            try {
                if (CeremonyMessage.decode(raw, members) instanceof CeremonyMessage.Broadcast broadcast
                        && broadcast.step() == inspection.step()) {
                    phase.accept(from, inspection.checked(from, broadcast).content());
                    seen.put(from, raw);
                    doubts.remove(from);
                }
            } catch (DecodeException | CeremonyStoppedException _) {
                return;
            }
        }
    }

    /** The key, if all have approved it. */
    Optional<CeremonyResult> result() {
        return phase.result();
    }

    /** The approvals as they were sent, in index order; only after {@link #result} is there. */
    List<byte[]> approvals() {
        return new ArrayList<>(seen.values());
    }

    /** The first doubt, of which the others must be told. */
    Optional<CeremonyStoppedException> doubt() {
        return doubts.values().stream().findFirst();
    }

    /** Why there will be no key, if that is so. */
    Optional<CeremonyStoppedException> hopeless() {
        return doubts.entrySet().stream()
                .filter(doubt -> IntStream.rangeClosed(1, members)
                        .allMatch(i -> i == self || i == doubt.getKey() || stopped.contains(i)))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
