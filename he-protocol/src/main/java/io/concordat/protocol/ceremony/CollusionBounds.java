package io.concordat.protocol.ceremony;

import java.util.List;

/**
 * What a choice of N members, threshold T and tolerated collusion c means in numbers, to be shown before anybody
 * agrees to it. All fields count members.
 *
 * @param members N, the members of the consortium
 * @param threshold T, the least number of members able to decrypt
 * @param toleratedCollusion c, the colluding members the rules of a round are built to withstand
 */
public record CollusionBounds(int members, int threshold, int toleratedCollusion) {

    /** Checks 3 &lt;= N &lt;= 16, T &lt;= N, T &gt; N/2 and 2T - N - 1 &gt;= c. */
    public CollusionBounds {
        if (members < 3 || members > 16) {
            throw new IllegalArgumentException("Expected 3 to 16 members but found " + members
                    + (members == 2 ? "; two banks cannot hide their values from each other in a sum of two" : ""));
        }
        if (toleratedCollusion < 0 || toleratedCollusion >= members) {
            throw new IllegalArgumentException("Expected a tolerated collusion of 0 to " + (members - 1)
                    + " members but found " + toleratedCollusion);
        }
        if (threshold > members) {
            throw new IllegalArgumentException(
                    "The threshold " + threshold + " is more than the " + members + " members");
        }
        if (2 * threshold <= members) {
            throw new IllegalArgumentException("The threshold " + threshold + " must be more than half of the "
                    + members + " members, so at least " + (members / 2 + 1));
        }
        if (2 * threshold - members - 1 < toleratedCollusion) {
            throw new IllegalArgumentException("A threshold of " + threshold + " with " + members
                    + " members withstands 2T - N - 1 = " + (2 * threshold - members - 1)
                    + " colluding members but " + toleratedCollusion + " are to be tolerated; the threshold must be"
                    + " at least " + leastThreshold(members, toleratedCollusion));
        }
    }

    /** The recommended threshold for c = 1: 3 for 3 members, N - 1 up to 8 members, N - 2 above. */
    public static int defaultThreshold(int members) {
        if (members == 3) {
            return 3;
        }
        return members <= 8 ? members - 1 : members - 2;
    }

    /** The least T with 2T - N - 1 &gt;= c and T &gt; N/2. */
    public static int leastThreshold(int members, int toleratedCollusion) {
        return Math.max(members / 2 + 1, (members + toleratedCollusion + 2) / 2);
    }

    /** t = floor((N-1)/2): how many members together learn nothing from what they saw during the ceremony. */
    public int ceremonyCollusion() {
        return (members - 1) / 2;
    }

    /** How many members that kept their ceremony secrets can factor the modulus: t + 1. */
    public int factorModulus() {
        return ceremonyCollusion() + 1;
    }

    /** How many members may be absent while sums can still be opened: N - T. */
    public int mayBeAbsent() {
        return members - threshold;
    }

    /** How many members together can stop every opening: N - T + 1. */
    public int canBlock() {
        return members - threshold + 1;
    }

    /** How many members learn the value of the last one from a sum over all, whatever the cryptography: N - 1. */
    public int learnLastValue() {
        return members - 1;
    }

    /** The fewest banks one opened sum may cover: max(3, c + 2). */
    public int minimumCohort() {
        return Math.max(3, toleratedCollusion + 2);
    }

    /** How many signed abandonments let a member contribute again: N - T + 1 + c. */
    public int deathCertificate() {
        return members - threshold + 1 + toleratedCollusion;
    }

    /** Whether c silent members can block every retry of an abandoned round (T &lt; 2c + 1). */
    public boolean retriesCanBeBlocked() {
        return threshold < 2 * toleratedCollusion + 1;
    }

    /** The numbers as sentences, one per line to print. */
    public List<String> sentences() {
        String blocked = retriesCanBeBlocked()
                ? " Warning: " + toleratedCollusion + " silent members can block retries of an abandoned round."
                : "";
        return List.of(
                threshold + " of " + members + " members together can decrypt; " + (threshold - 1) + " cannot.",
                mayBeAbsent() + " may be absent while sums are opened; " + canBlock() + " can block every opening."
                        + blocked,
                factorModulus() + " members that both cheat and keep their secrets during the key ceremony can"
                        + " recover the key; " + ceremonyCollusion() + " cannot.",
                "An opened sum covers at least " + minimumCohort() + " banks; " + learnLastValue()
                        + " banks that pool their own values learn the last bank's value from a sum over all.",
                "The rules of a round withstand " + toleratedCollusion + " colluding members.");
    }
}
