package io.concordat.model.history;

import java.util.Optional;

/**
 * What is opened, and how much of it.
 *
 * @param fraud {@link CellKind#FRAUD_BANKS} (the default) or {@link CellKind#FRAUD_COUNT}
 * @param transactions {@link CellKind#TRANSACTION_WEEK} (the default) or {@link CellKind#TRANSACTION_DAY}
 * @param clip the most that one bank counts in a cell, 1 to 65,535
 * @param epsilon ε of the noise that all banks together add to every cell, if any: the difference of two geometric numbers.
 *     One event is in one cell of each of the two kinds, so a fraud costs 2ε altogether
 */
public record HistoryOptions(CellKind fraud, CellKind transactions, int clip, Optional<Double> epsilon) {
    /** The largest clip. */
    public static final int MAX_CLIP = 65_535;

    private static final double LEAST_EPSILON = 0.01;
    private static final double MOST_EPSILON = 20;

    public HistoryOptions {
        if (!fraud.isFraud() || transactions.isFraud()) {
            throw new IllegalArgumentException(
                    "Expected a kind of fraud cells and a kind of transaction cells but found " + fraud.text() + " and "
                            + transactions.text());
        }
        if (clip < 1 || clip > MAX_CLIP) {
            throw new IllegalArgumentException("Expected a clip of 1 to " + MAX_CLIP + " but found " + clip);
        }
        if (epsilon.isPresent() && !(epsilon.get() >= LEAST_EPSILON && epsilon.get() <= MOST_EPSILON)) {
            throw new IllegalArgumentException(
                    "Expected an epsilon of " + LEAST_EPSILON + " to " + MOST_EPSILON + " but found " + epsilon.get());
        }
    }

    /** Banks with a fraud by day, transactions by week up to 1,023 a bank, no noise. */
    public static HistoryOptions defaults() {
        return new HistoryOptions(CellKind.FRAUD_BANKS, CellKind.TRANSACTION_WEEK, 1_023, Optional.empty());
    }

    /** Exact counts by day. */
    public static HistoryOptions exact() {
        return new HistoryOptions(CellKind.FRAUD_COUNT, CellKind.TRANSACTION_DAY, MAX_CLIP, Optional.empty());
    }

    /** The most that an honest bank sends for a cell before noise. */
    int most(CellKind kind) {
        return kind == CellKind.FRAUD_BANKS ? 1 : clip;
    }
}
