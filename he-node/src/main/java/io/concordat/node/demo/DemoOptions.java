package io.concordat.node.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the demonstration is asked to do.
 *
 * @param rows the rows that are dealt
 * @param banks how many banks, 3 to 8
 * @param keyBits bits of the joint key
 * @param minimumEffectiveRows the charter value; empty to let the demonstration choose the highest usual one that every bank meets
 * @param budget share of the hold-out that can be looked at
 * @param directory an empty or new directory for the nodes' directories; a temporary one if none is given
 * @param report where to write the report, if anywhere
 * @param keep whether the nodes stay up at the end
 */
record DemoOptions(
        RowOptions.Source rows,
        int banks,
        int keyBits,
        Optional<Integer> minimumEffectiveRows,
        double budget,
        Optional<Path> directory,
        Optional<Path> report,
        boolean keep) {
    /** One of the seeds with which three and four banks keep the default of 30 effective rows on the sample. */
    static final long DEFAULT_SEED = 28;

    private static final Set<Integer> KEY_BITS = Set.of(2048, 3072, 4096);

    /** Refuses what no consortium can be. */
    void check() throws DemoException {
        checkConsortium(banks, "--banks", keyBits);
        if (!(budget > 0 && budget <= 1)) {
            throw new DemoException(
                    "The alert budget is a share of the rows above 0 and up to 1, but --budget says " + budget + ".");
        }
        if (minimumEffectiveRows.isPresent() && minimumEffectiveRows.get() < 1) {
            throw new DemoException("At least 1 effective row is needed, but --min-effective-rows says "
                    + minimumEffectiveRows.get() + ".");
        }
    }

    /** Refuses what no consortium can be, naming the option that says how many. */
    static void checkConsortium(int banks, String option, int keyBits) throws DemoException {
        if (banks == 2) {
            throw new DemoException("Two banks cannot hide from each other: whatever the cryptography, each of them"
                    + " subtracts its own numbers from the opened sum and has the other's exactly. Take at least three:"
                    + " " + option + " 3.");
        }
        if (banks < 3 || banks > 8) {
            throw new DemoException(
                    "The demo starts 3 to 8 banks, one process each, but " + option + " says " + banks + ".");
        }
        if (!KEY_BITS.contains(keyBits)) {
            throw new DemoException("The demo takes a key of 2048 (the default), 3072 (production) or 4096 bits, but"
                    + " --key-bits says " + keyBits + ".");
        }
    }
}
