package io.concordat.protocol.ceremony;

/**
 * How candidates for the modulus are searched. All members must use the same.
 *
 * @param batchSize candidate pairs handled together in one run through the phases; a message of a batch grows with it
 * @param maximumBatches after so many batches without success the ceremony aborts
 * @param trialDivisionBound the modulus must have no prime factor up to this bound
 * @param auditedPerThousand of 1,000 failed candidates, how many are opened and checked by everybody
 */
public record SearchLimits(int batchSize, int maximumBatches, int trialDivisionBound, int auditedPerThousand) {

    /** Checks the ranges. */
    public SearchLimits {
        if (batchSize < 1 || batchSize > 2048) {
            throw new IllegalArgumentException("Expected a batch of 1 to 2048 candidates but found " + batchSize);
        }
        if (maximumBatches < 1 || (long) maximumBatches * batchSize > 1 << 20) {
            throw new IllegalArgumentException("Expected 1 to " + (1 << 20) / batchSize + " batches of " + batchSize
                    + " candidates but found " + maximumBatches);
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
}
