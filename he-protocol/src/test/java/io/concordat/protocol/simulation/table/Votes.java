package io.concordat.protocol.simulation.table;

import java.util.Optional;

/**
 * Every way in which the honest members can vote on two attempts that exclude each other (two attempts of one round, or two
 * cohorts in one scope), while c members sign whatever they like: whether both sums can ever be opened.
 *
 * <p>An honest member signs at most one of SHARE(k) and ABANDON(k), and shares for the second attempt after it shared for
 * the first only with DEATH of the first: D = N − T + 1 + c ABANDONs.
 */
final class Votes {
    private Votes() {}

    private enum Vote {
        NOTHING,
        SHARE,
        ABANDON
    }

    /** How many ways there are, or the first in which both open. */
    record Outcome(long ways, Optional<String> both) {}

    static Outcome count(int members, int threshold, int collusion) {
        int honest = members - collusion;
        int death = members - threshold + 1 + collusion;
        int choices = Vote.values().length;
        long ways = 0;
        int all = (int) Math.pow(choices * 2, honest);
        for (int way = 0; way < all; way++) {
            int first = 0;
            int second = 0;
            int twice = 0;
            int abandoned = 0;
            int rest = way;
            for (int member = 0; member < honest; member++) {
                Vote vote = Vote.values()[rest % choices];
                boolean again = rest / choices % 2 == 1;
                rest /= 2 * choices;
                first += vote == Vote.SHARE ? 1 : 0;
                abandoned += vote == Vote.ABANDON ? 1 : 0;
                second += again ? 1 : 0;
                twice += again && vote == Vote.SHARE ? 1 : 0;
            }
            boolean dead = abandoned + collusion >= death;
            if (twice > 0 && !dead) {
                continue;
            }
            ways++;
            if (first + collusion >= threshold && second + collusion >= threshold) {
                return new Outcome(
                        ways,
                        Optional.of(first + " honest members share for the first and " + second
                                + " for the second attempt of N = " + members + ", T = " + threshold + ", c = "
                                + collusion));
            }
        }
        return new Outcome(ways, Optional.empty());
    }
}
