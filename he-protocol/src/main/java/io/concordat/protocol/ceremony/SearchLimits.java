package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.SieveParameters;

/**
 * How candidates for the modulus are searched. All members must use the same.
 *
 * @param batchSize candidate pairs handled together in one run through the phases; a message of a batch grows with it
 * @param maximumBatches after so many batches without success the ceremony aborts
 * @param trialDivisionBound the modulus must have no prime factor up to this bound
 * @param auditedPerThousand of 1,000 failed candidates, how many are opened and checked by everybody
 */
public record SearchLimits(int batchSize, int maximumBatches, int trialDivisionBound, int auditedPerThousand) {

    private static final int MAXIMUM_CANDIDATES = 1 << 20;
    private static final int PRODUCTION_BATCH = 1024;
    private static final int PRODUCTION_BOUND = 1 << 20;
    private static final int PRODUCTION_AUDIT = 50;
    private static final int EXPECTATIONS = 16;

    /** Checks the ranges. */
    public SearchLimits {
        if (batchSize < 1 || batchSize > 2048) {
            throw new IllegalArgumentException("Expected a batch of 1 to 2048 candidates but found " + batchSize);
        }
        if (maximumBatches < 1 || (long) maximumBatches * batchSize > MAXIMUM_CANDIDATES) {
            throw new IllegalArgumentException("Expected 1 to " + MAXIMUM_CANDIDATES / batchSize + " batches of "
                    + batchSize + " candidates but found " + maximumBatches);
        }
        if (trialDivisionBound < 1 << 10 || trialDivisionBound > 1 << 20) {
            throw new IllegalArgumentException(
                    "Expected a trial division bound of 1024 to 1048576 but found " + trialDivisionBound);
        }
        if (auditedPerThousand < 0 || auditedPerThousand > 1000) {
            throw new IllegalArgumentException(
                    "Expected an audit of 0 to 1000 per thousand but found " + auditedPerThousand);
        }
    }

    /**
     * 1,024 candidates a batch, trial division to 2^20, 5 % of the failed candidates audited, and sixteen times the
     * expected number of candidates at most: an honest ceremony exceeds that with probability e^-16.
     */
    public static SearchLimits production(int modulusBits, int members) {
        long expected = SieveParameters.of(modulusBits, members).expectedCandidates();
        int batches = (int) Math.ceilDiv(EXPECTATIONS * expected, PRODUCTION_BATCH);
        return new SearchLimits(PRODUCTION_BATCH, batches, PRODUCTION_BOUND, PRODUCTION_AUDIT);
    }

    /** The number of candidates after which the ceremony aborts. */
    public int maximumCandidates() {
        return batchSize * maximumBatches;
    }
}
