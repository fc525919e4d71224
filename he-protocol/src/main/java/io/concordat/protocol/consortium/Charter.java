package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits on which all banks agree when they found a consortium.
 *
 * @param keyBits bits of the joint modulus
 * @param threshold least number of members able to decrypt (T)
 * @param toleratedCollusion members that may collude without learning an honest bank's value (c)
 * @param minimumCohort fewest legal entities whose sum may be opened, at least max(3, c + 2)
 * @param minimumEffectiveRows a bank refuses when (Σ‖g‖)² / Σ‖g‖² over its rows is lower
 * @param maximumRows most rows of one bank
 * @param approvalsPerBank persons of each bank who must sign a task
 * @param shrinkingRetries how often one round may be tried again with a smaller cohort
 * @param mergeScoreHistograms whether score histograms, too, are opened only in bins that enough banks populate
 * @param deadlines how long nodes wait
 */
public record Charter(
        int keyBits,
        int threshold,
        int toleratedCollusion,
        int minimumCohort,
        int minimumEffectiveRows,
        long maximumRows,
        int approvalsPerBank,
        int shrinkingRetries,
        boolean mergeScoreHistograms,
        Deadlines deadlines) {
    /** The most members of a consortium. */
    public static final int MAX_MEMBERS = ThresholdParameters.MAX_MEMBERS;

    /** Key bits for production. */
    public static final int PRODUCTION_KEY_BITS = 3072;

    /** The smallest key that is not a toy for tests. */
    public static final int DEMONSTRATION_KEY_BITS = 2048;

    private static final int MIN_KEY_BITS = 128;
    private static final int MAX_KEY_BITS = 8192;
    private static final int SMALLEST_COHORT = 3;
    private static final long MAX_ROWS = 1L << 30;

    public Charter {
        inRange("key bits", keyBits, MIN_KEY_BITS, MAX_KEY_BITS);
        inRange("a threshold", threshold, 2, MAX_MEMBERS);
        inRange("tolerated colluding members", toleratedCollusion, 1, MAX_MEMBERS);
        inRange("a minimum cohort", minimumCohort, Math.max(SMALLEST_COHORT, toleratedCollusion + 2), MAX_MEMBERS);
        inRange("minimum effective rows", minimumEffectiveRows, 1, Integer.MAX_VALUE);
        inRange("maximum rows", maximumRows, 1, MAX_ROWS);
        inRange("approvals per bank", approvalsPerBank, 2, Member.MAX_APPROVERS);
        inRange("shrinking retries", shrinkingRetries, 0, 8);
    }

    /** The default charter of {@code members} banks: c = 1, T by {@link #defaultThreshold}. */
    public static Charter defaults(int members, int keyBits) {
        return new Charter(
                keyBits, defaultThreshold(members), 1, SMALLEST_COHORT, 30, MAX_ROWS, 2, 1, false, Deadlines.DEFAULT);
    }

    /** 3 for three banks, N − 1 for four to eight, N − 2 above. */
    public static int defaultThreshold(int members) {
        inRange("members", members, SMALLEST_COHORT, MAX_MEMBERS);
        if (members == SMALLEST_COHORT) {
            return SMALLEST_COHORT;
        }
        return members <= 8 ? members - 1 : members - 2;
    }

    /** Why {@code members} banks cannot live by this charter, if they cannot. */
    public Optional<Rejection> examine(int members) {
        if (members == 2) {
            return Optional.of(new Rejection(
                    ProblemType.TWO_BANKS_CANNOT_HIDE,
                    "Expected at least 3 banks but found 2: whatever the cryptography, each of two banks subtracts its"
                            + " own numbers from an opened sum and has the other's exactly"));
        }
        if (members < SMALLEST_COHORT || members > MAX_MEMBERS) {
            return invalid("Expected 3 to " + MAX_MEMBERS + " banks but found " + members);
        }
        if (threshold > members || 2 * threshold <= members) {
            return invalid("Expected a threshold above half of " + members + " banks and at most " + members
                    + " but found " + threshold);
        }
        if (2 * threshold - members - 1 < toleratedCollusion) {
            return invalid("Expected 2·T − N − 1 ≥ c but found 2·" + threshold + " − " + members + " − 1 = "
                    + (2 * threshold - members - 1) + " below c = " + toleratedCollusion
                    + ": colluding banks could open two sums of one round");
        }
        if (minimumCohort > members) {
            return invalid("Expected a minimum cohort of at most " + members + " banks but found " + minimumCohort);
        }
        return Optional.empty();
    }

    /** What the banks should know before they sign this charter; empty if there is nothing to say. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (keyBits < DEMONSTRATION_KEY_BITS) {
            warnings.add("A key of " + keyBits + " bits is a toy for tests: anyone can factor it.");
        } else if (keyBits < PRODUCTION_KEY_BITS) {
            warnings.add("A key of " + keyBits + " bits is for demonstrations; production means 3072.");
        }
        if (threshold < 2 * toleratedCollusion + 1) {
            warnings.add("With T = " + threshold + " below 2c + 1 = " + (2 * toleratedCollusion + 1) + ", "
                    + toleratedCollusion + " silent member(s) can block retries.");
        }
        if (minimumEffectiveRows < 30) {
            warnings.add("Banks accept as few as " + minimumEffectiveRows + " effective rows; 30 is the default.");
        }
        return List.copyOf(warnings);
    }

    /** How many ABANDONs of different members prove that fewer than T shares of an attempt exist: D = N − T + 1 + c. */
    public int deathQuorum(int members) {
        return members - threshold + 1 + toleratedCollusion;
    }

    void write(CanonicalWriter writer) {
        writer.u32(keyBits);
        writer.u16(threshold);
        writer.u16(toleratedCollusion);
        writer.u16(minimumCohort);
        writer.u32(minimumEffectiveRows);
        writer.i64(maximumRows);
        writer.u16(approvalsPerBank);
        writer.u16(shrinkingRetries);
        writer.u8(mergeScoreHistograms ? 1 : 0);
        deadlines.write(writer);
    }

    static Charter read(CanonicalReader reader) throws DecodeException {
        return StrictDecoder.checked(
                reader,
                r -> new Charter(
                        r.count(MAX_KEY_BITS),
                        r.u16(),
                        r.u16(),
                        r.u16(),
                        r.count(Integer.MAX_VALUE),
                        r.i64(),
                        r.u16(),
                        r.u16(),
                        flag(r.u8()),
                        Deadlines.read(r)));
    }

    private static boolean flag(int value) {
        if (value > 1) {
            throw new IllegalArgumentException("Expected a flag of 0 or 1 but found " + value);
        }
        return value == 1;
    }

    private static Optional<Rejection> invalid(String sentence) {
        return Optional.of(new Rejection(ProblemType.INVALID_CHARTER, sentence));
    }

    private static void inRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected " + what + " from " + least + " to " + most + " but found " + value);
        }
    }
}
