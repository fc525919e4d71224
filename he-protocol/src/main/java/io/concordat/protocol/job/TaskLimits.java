package io.concordat.protocol.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.StrictDecoder;

/**
 * What a task may use up at most.
 *
 * @param maximumRounds rounds, trial points included
 * @param maximumOpenings openings, failed ones included; at least as many as rounds
 * @param minimumEffectiveRows a bank refuses to contribute below it
 */
public record TaskLimits(int maximumRounds, int maximumOpenings, int minimumEffectiveRows) {
    /** The most rounds or openings of one task. */
    public static final int MAX = 100_000;

    public TaskLimits {
        if (maximumRounds < 1 || maximumRounds > MAX) {
            throw new IllegalArgumentException("Expected 1 to " + MAX + " rounds but found " + maximumRounds);
        }
        if (maximumOpenings < maximumRounds || maximumOpenings > MAX) {
            throw new IllegalArgumentException(
                    "Expected " + maximumRounds + " (the rounds) to " + MAX + " openings but found " + maximumOpenings);
        }
        if (minimumEffectiveRows < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 effective row as the minimum but found " + minimumEffectiveRows);
        }
    }

    void write(CanonicalWriter writer) {
        writer.u32(maximumRounds);
        writer.u32(maximumOpenings);
        writer.u32(minimumEffectiveRows);
    }

    static TaskLimits read(CanonicalReader reader) throws DecodeException {
        return StrictDecoder.checked(
                reader, r -> new TaskLimits(r.count(MAX), r.count(MAX), r.count(Integer.MAX_VALUE)));
    }
}
