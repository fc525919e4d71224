package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which job and round a round message is about. An OPEN says so itself; a JOIN names the OPEN; everything after names the attempt, which
 * follows from the OPEN and all its JOINs. Not thread-safe.
 */
final class RoundIndex {

    private final Map<Digest, AttemptLog> byOpen = new HashMap<>();
    private final Map<Digest, Place> byAttempt = new HashMap<>();

    /** A round of a job. */
    record Place(JobId job, int round) {
        static Place of(Open open) {
            return new Place(JobId.ofTask(open.taskHash()), open.round());
        }
    }

    /** Learns from OPENs and JOINs; true if messages that were strangers before may have a place now. */
    boolean learn(SignedEnvelope envelope) {
        return switch (envelope.body()) {
            case Open open -> byOpen.putIfAbsent(envelope.hash(), new AttemptLog(envelope.hash(), open)) == null;
            case Join join -> learn(envelope, join);
            default -> false;
        };
    }

    private boolean learn(SignedEnvelope envelope, Join join) {
        AttemptLog attempt = byOpen.get(join.openHash());
        if (attempt == null || attempt.attemptId().isPresent()) {
            return false;
        }
        attempt.take(envelope, join);
        attempt.attemptId().ifPresent(id -> byAttempt.put(id, Place.of(attempt.open())));
        return attempt.attemptId().isPresent();
    }

    /** The place of a message, or empty while what it refers to is not known. */
    Optional<Place> place(RoundMessage message) {
        return switch (message) {
            case Open open -> Optional.of(Place.of(open));
            case Join join -> Optional.ofNullable(byOpen.get(join.openHash())).map(known -> Place.of(known.open()));
            default -> Optional.ofNullable(byAttempt.get(message.subject()));
        };
    }

    /** Forgets a job that is over. */
    void forget(JobId job) {
        byOpen.values().removeIf(attempt -> Place.of(attempt.open()).job().equals(job));
        byAttempt.values().removeIf(place -> place.job().equals(job));
    }
}
