package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.StrictDecoder;

/**
 * How long a node waits, in whole seconds on its own clock, before it goes on without what is missing.
 *
 * @param open for the next proposer to open an attempt
 * @param join for all JOINs after an OPEN
 * @param commit for all COMMITs after the last JOIN
 * @param reveal for all REVEALs after the last COMMIT
 * @param operator after which an operator may abandon an attempt that this node has sealed
 */
public record Deadlines(int open, int join, int commit, int reveal, int operator) {
    /** The longest deadline: 30 days. */
    public static final int MAX_SECONDS = 30 * 24 * 3600;

    /** Ten seconds to open, two minutes for each step, one day for the operator. */
    public static final Deadlines DEFAULT = new Deadlines(10, 120, 120, 120, 24 * 3600);

    public Deadlines {
        for (int seconds : new int[] {open, join, commit, reveal, operator}) {
            if (seconds < 1 || seconds > MAX_SECONDS) {
                throw new IllegalArgumentException(
                        "Expected a deadline of 1 to " + MAX_SECONDS + " seconds but found " + seconds);
            }
        }
    }

    /** Whether none of these deadlines is longer than the other's. */
    public boolean within(Deadlines limit) {
        return open <= limit.open
                && join <= limit.join
                && commit <= limit.commit
                && reveal <= limit.reveal
                && operator <= limit.operator;
    }

    /** Writes five numbers. */
    public void write(CanonicalWriter writer) {
        for (int seconds : new int[] {open, join, commit, reveal, operator}) {
            writer.u32(seconds);
        }
    }

    /** Reads five numbers. */
    public static Deadlines read(CanonicalReader reader) throws DecodeException {
        return StrictDecoder.checked(
                reader,
                r -> new Deadlines(
                        r.count(MAX_SECONDS),
                        r.count(MAX_SECONDS),
                        r.count(MAX_SECONDS),
                        r.count(MAX_SECONDS),
                        r.count(MAX_SECONDS)));
    }
}
