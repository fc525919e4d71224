package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What follows from the mailbox for every attempt of one round. A pure function of context and state that keeps what it
 * computed last for each attempt: a message changes one attempt, and the others need not be looked at again. Thread-safe.
 */
final class RoundFacts {
    private final RoundContext context;
    private final JobId jobId;
    private final Map<Integer, AttemptFacts> kept = new ConcurrentHashMap<>();

    RoundFacts(RoundContext context) {
        this.context = context;
        this.jobId = context.task().jobId();
    }

    RoundContext context() {
        return context;
    }

    /** The job of the round. */
    JobId jobId() {
        return jobId;
    }

    /** The facts of an attempt of {@code state}. */
    AttemptFacts of(RoundState state, Attempt attempt) {
        AttemptFacts known = kept.get(attempt.number());
        if (known != null && known.holdFor(state.mail(), attempt)) {
            return known;
        }
        AttemptFacts facts = AttemptFacts.of(context, state.mail(), attempt, Optional.ofNullable(known));
        kept.put(attempt.number(), facts);
        return facts;
    }

    /** The facts of all attempts, ascending by number. */
    List<AttemptFacts> all(RoundState state) {
        List<AttemptFacts> all = new ArrayList<>(state.attempts().size());
        state.attempts().values().forEach(attempt -> all.add(of(state, attempt)));
        return all;
    }

    /** The facts of the attempt with this identity, if this member knows it. */
    Optional<AttemptFacts> find(RoundState state, Digest attemptId) {
        for (Attempt attempt : state.attempts().values()) {
            AttemptFacts facts = of(state, attempt);
            if (facts.attemptId().filter(attemptId::equals).isPresent()) {
                return Optional.of(facts);
            }
        }
        return Optional.empty();
    }
}
