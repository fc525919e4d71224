package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the round a message belongs to: an OPEN names it, a JOIN names the OPEN, everything else the attemptId that
 * follows from the JOINs. What cannot be placed yet is held until the messages arrive that place it.
 *
 * <p>Rebuilt after a restart by accepting the stored messages again. Holds a bounded number of messages of each sender;
 * beyond it the oldest is let go, and has to be offered again. Not thread-safe.
 */
public final class RoundDirectory {
    private static final int MAX_HELD = 64;

    private final Map<Digest, Known> openings = new HashMap<>();
    private final Map<Digest, RoundKey> attempts = new HashMap<>();
    private final Map<MemberId, List<SignedEnvelope>> held = new TreeMap<>();

    /** A message and its round. */
    public record Placed(RoundKey key, SignedEnvelope envelope) {}

    private record Known(Open open, RoundKey key, SortedMap<MemberId, Digest> joins) {}

    /** The messages that can be placed now: this one, and those it lets place, in the order of their arrival. */
    public List<Placed> accept(SignedEnvelope envelope) {
        if (!(envelope.body() instanceof RoundMessage)) {
            throw new IllegalArgumentException("Expected a round message but found " + envelope);
        }
        List<Placed> placed = new ArrayList<>();
        if (!place(envelope, placed)) {
            List<SignedEnvelope> waiting = held.computeIfAbsent(envelope.from(), _ -> new ArrayList<>());
            if (!waiting.contains(envelope)) {
                waiting.add(envelope);
            }
            if (waiting.size() > MAX_HELD) {
                waiting.removeFirst();
            }
            return placed;
        }
        boolean more = true;
        while (more) {
            more = false;
            for (List<SignedEnvelope> waiting : held.values()) {
                more |= waiting.removeIf(other -> place(other, placed));
            }
        }
        return placed;
    }

    private boolean place(SignedEnvelope envelope, List<Placed> placed) {
        @Nullable
        RoundKey key =
                switch ((RoundMessage) envelope.body()) {
                    case Open open -> open(envelope, open);
                    case Join join -> join(envelope, join);
                    case RoundMessage other -> attempts.get(other.subject());
                };
        if (key == null) {
            return false;
        }
        placed.add(new Placed(key, envelope));
        return true;
    }

    private RoundKey open(SignedEnvelope envelope, Open open) {
        RoundKey key = new RoundKey(open.taskHash(), open.round());
        openings.putIfAbsent(envelope.hash(), new Known(open, key, new TreeMap<>()));
        return key;
    }

    private @Nullable RoundKey join(SignedEnvelope envelope, Join join) {
        Known opening = openings.get(join.openHash());
        if (opening == null) {
            return null;
        }
        if (opening.open().cohort().contains(envelope.from())) {
            opening.joins().putIfAbsent(envelope.from(), envelope.hash());
        }
        if (opening.joins().size() == opening.open().cohort().size()) {
            attempts.putIfAbsent(RoundHashes.attemptId(join.openHash(), opening.joins()), opening.key());
        }
        return opening.key();
    }
}
