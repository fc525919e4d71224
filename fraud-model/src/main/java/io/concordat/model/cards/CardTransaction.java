package io.concordat.model.cards;

/**
 * One card payment.
 *
 * @param id unique over all banks
 * @param seconds time since 1970-01-01 (UTC)
 * @param customer number of the customer, known to one bank only
 * @param terminal number of the terminal, public
 * @param amount in one currency
 * @param fraud the label once it is known
 * @param scenario 0 for genuine, otherwise how the fraud came about; for reports, never a feature
 */
public record CardTransaction(
        long id, long seconds, int customer, int terminal, double amount, boolean fraud, int scenario) {
    private static final long SECONDS_OF_DAY = 86_400;

    /** The day since 1970-01-01. */
    public long day() {
        return Math.floorDiv(seconds, SECONDS_OF_DAY);
    }

    /** Seconds since midnight. */
    public int secondOfDay() {
        return (int) Math.floorMod(seconds, SECONDS_OF_DAY);
    }
}
