package io.concordat.model.cards;

import java.util.List;

/**
 * A world of card payments. Rates are as in the Fraud Detection Handbook if not said otherwise.
 *
 * @param seed the same settings and seed give the same rows
 * @param firstDay day since 1970-01-01
 * @param days how many days
 * @param customers how many customers all banks have together
 * @param terminals how many terminals
 * @param bankWeights how large each bank is in proportion
 * @param compromisedPerDay how many terminals are compromised on a day, on average; each for 28 days
 * @param stolenPerDay how many customers' cards are stolen on a day, on average; each is misused for 14 days
 */
public record CardWorldSettings(
        long seed,
        long firstDay,
        int days,
        int customers,
        int terminals,
        List<Double> bankWeights,
        double compromisedPerDay,
        double stolenPerDay) {
    private static final int MAX_BANKS = 64;
    private static final double HANDBOOK_TERMINALS_PER_COMPROMISE = 5_000;
    private static final double HANDBOOK_CUSTOMERS_PER_THEFT = 5_000 / 3.0;

    public CardWorldSettings {
        bankWeights = List.copyOf(bankWeights);
        if (days < 1 || customers < 1 || terminals < 1) {
            throw new IllegalArgumentException("Expected at least 1 day, customer and terminal but found " + days + ", "
                    + customers + " and " + terminals);
        }
        if (bankWeights.isEmpty()
                || bankWeights.size() > MAX_BANKS
                || bankWeights.stream().anyMatch(weight -> !(weight > 0 && weight < Double.MAX_VALUE))) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MAX_BANKS + " banks with weights above 0 but found " + bankWeights);
        }
        if (!(compromisedPerDay >= 0 && compromisedPerDay <= terminals)
                || !(stolenPerDay >= 0 && stolenPerDay <= customers)) {
            throw new IllegalArgumentException(
                    "Expected at most as many frauds a day as there are terminals and customers" + " but found "
                            + compromisedPerDay + " and " + stolenPerDay);
        }
    }

    /** Handbook rates: a terminal in 5,000 is compromised and three cards in 5,000 are stolen a day. Bank k weighs 1/(k + 1). */
    public static CardWorldSettings handbook(
            long seed, long firstDay, int days, int customers, int terminals, int banks) {
        return new CardWorldSettings(
                seed,
                firstDay,
                days,
                customers,
                terminals,
                weights(banks),
                terminals / HANDBOOK_TERMINALS_PER_COMPROMISE,
                customers / HANDBOOK_CUSTOMERS_PER_THEFT);
    }

    /** Unequal banks: bank k, from 0, weighs 1/(k + 1)^½. */
    public static List<Double> weights(int banks) {
        return java.util.stream.IntStream.range(0, banks)
                .mapToObj(bank -> 1 / StrictMath.sqrt(bank + 1.0))
                .toList();
    }
}
