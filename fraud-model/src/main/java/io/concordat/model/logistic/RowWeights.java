package io.concordat.model.logistic;

import java.util.Objects;
import java.util.Optional;

/**
 * How much each row counts in the objective: {@code weight = fraud^y · clip(x, 0, cap) / cap}, with x the row's number in the
 * weight column; without a column, 1 or {@code fraud}. An amount as weight column makes large frauds matter more, capped so that
 * no row outweighs all others.
 *
 * @param fraud weight of a fraud against a genuine row, 1/1024 to 1024
 * @param column a column of weights or amounts, if there is one
 */
public record RowWeights(double fraud, Optional<Column> column) {
    /** Every row counts the same. */
    public static final RowWeights NONE = new RowWeights(1, Optional.empty());

    private static final double MOST = 1_024;

    /**
     * A column whose numbers are weights.
     *
     * @param name the column
     * @param cap numbers above count as this; positive
     * @param alsoFeature whether the model learns from the column too
     */
    public record Column(String name, double cap, boolean alsoFeature) {
        public Column {
            Objects.requireNonNull(name);
            if (!(cap >= 0x1p-40 && cap <= 0x1p40)) {
                throw new IllegalArgumentException("Expected a weight cap from 2^-40 to 2^40 but found " + cap);
            }
        }
    }

    public RowWeights {
        Objects.requireNonNull(column);
        if (!(fraud >= 1 / MOST && fraud <= MOST)) {
            throw new IllegalArgumentException("Expected a fraud weight from 1/1024 to 1024 but found " + fraud);
        }
    }

    /** No row weighs more than this. */
    public double largest() {
        return Math.max(1, fraud);
    }

    /** A row's weight; {@code x} is its number in the weight column, if there is one. */
    double of(double x, double label) {
        double share = column.isEmpty()
                ? 1
                : Math.clamp(x, 0.0, column.get().cap()) / column.get().cap();
        return label == 1 ? fraud * share : share;
    }
}
