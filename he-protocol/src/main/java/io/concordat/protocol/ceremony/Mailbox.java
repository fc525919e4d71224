package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The messages of the current step and of the next one, which faster members may have sent already; of earlier steps only
 * hashes. One member's two different messages in one place stop the ceremony.
 */
final class Mailbox {

    private final Map<Place, Arrived> kept = new HashMap<>();
    private final Map<Place, byte[]> past = new HashMap<>();

    private final Map<Integer, Arrived> aborts = new HashMap<>();
    private final Map<Integer, CeremonyMessage.Certificate> certificates = new HashMap<>();
    private final Set<Integer> doubting = new HashSet<>();

    private record Place(int step, int from, boolean sealed) {}

    /** A message as decoded and as received. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Arrived(CeremonyMessage message, byte[] raw) {}

    /** Keeps a message of the current step or the next one. */
    void put(int from, CeremonyMessage message, byte[] raw, int currentStep) throws CeremonyStoppedException {
        Place place = place(from, message);
        byte[] seen = past.get(place);
        if (seen != null && !MessageDigest.isEqual(seen, digest(raw))) {
            throw twoMessages(place).with(List.of(raw));
        }
        if (place.step > currentStep + 1) {
            throw CeremonyStoppedException.by(
                            from,
                            "sent a message of step " + place.step + " although it cannot be ahead of step "
                                    + (currentStep + 1))
                    .with(List.of(raw));
        }
        Arrived earlier = kept.get(place);
        if (earlier != null && !MessageDigest.isEqual(earlier.raw, raw)) {
            throw twoMessages(place).with(List.of(earlier.raw, raw));
        }
        if (seen == null && earlier == null && place.step >= currentStep) {
            kept.put(place, new Arrived(message, raw));
        }
    }

    private static Place place(int from, CeremonyMessage message) {
        return switch (message) {
            case CeremonyMessage.Broadcast broadcast -> new Place(broadcast.step(), from, false);
            case CeremonyMessage.Sealed sealed -> new Place(sealed.step(), from, true);
            case CeremonyMessage.Abort _, CeremonyMessage.Certificate _, CeremonyMessage.Doubt _ ->
                throw new AssertionError("bug: only messages of a step have a place");
        };
    }

    private static CeremonyStoppedException twoMessages(Place place) {
        return CeremonyStoppedException.by(
                place.from,
                "sent two different " + (place.sealed ? "payloads" : "broadcasts") + " in step " + place.step);
    }

    Optional<Arrived> broadcast(int step, int from) {
        return Optional.ofNullable(kept.get(new Place(step, from, false)));
    }

    Optional<Arrived> payload(int step, int from) {
        return Optional.ofNullable(kept.get(new Place(step, from, true)));
    }

    /** Everything kept from one member in a step. */
    List<byte[]> from(int step, int from) {
        return Stream.concat(broadcast(step, from).stream(), payload(step, from).stream())
                .map(Arrived::raw)
                .toList();
    }

    /** Keeps only hashes of a step that is over. */
    void finish(int step) {
        kept.forEach((place, arrived) -> {
            if (place.step == step) {
                past.put(place, digest(arrived.raw));
            }
        });
        kept.keySet().removeIf(place -> place.step == step);
    }

    /** Keeps one member's word that it has stopped, until this member knows which ceremony it speaks of. */
    void putAbort(int from, CeremonyMessage.Abort abort, byte[] raw) {
        aborts.putIfAbsent(from, new Arrived(abort, raw));
    }

    /** Keeps what one member says all approved, until this member gets as far itself. */
    void putCertificate(int from, CeremonyMessage.Certificate certificate) {
        certificates.putIfAbsent(from, certificate);
    }

    /** Keeps that one member doubts another's approval. */
    void putDoubt(int from) {
        doubting.add(from);
    }

    /** The members that doubt an approval. */
    Set<Integer> doubting() {
        return doubting;
    }

    /** What members say all approved, not checked. */
    Collection<CeremonyMessage.Certificate> certificates() {
        return certificates.values();
    }

    /** The members that said they have stopped. */
    Map<Integer, Arrived> aborts() {
        return aborts;
    }

    void clear() {
        aborts.clear();
        certificates.clear();
        doubting.clear();
        kept.clear();
        past.clear();
    }

    private static byte[] digest(byte[] raw) {
        return FramedHash.sha256("ceremony-message/v1", raw);
    }
}
