package io.concordat.model.logistic;

import java.util.Objects;
import java.util.Optional;

/**
 * What a plain logistic regression does not need.
 *
 * @param l1 L1 penalty on standardised coefficients, 0 to 1e9; with the L2 penalty it makes an elastic net, and sets coefficients
 *     that do not pay for themselves to exactly 0
 * @param weights how much each row counts
 * @param start a model of the same columns to start from, for instance last month's
 */
public record LogisticExtras(double l1, RowWeights weights, Optional<LogisticModel> start) {
    /** None of it. */
    public static final LogisticExtras NONE = new LogisticExtras(0, RowWeights.NONE, Optional.empty());

    public LogisticExtras {
        Objects.requireNonNull(weights);
        Objects.requireNonNull(start);
        if (!(l1 >= 0 && l1 <= 1e9)) {
            throw new IllegalArgumentException("Expected an L1 penalty from 0 to 1e9 but found " + l1);
        }
    }

    /** The same with an L1 penalty. */
    public LogisticExtras withL1(double penalty) {
        return new LogisticExtras(penalty, weights, start);
    }

    /** The same with weights. */
    public LogisticExtras withWeights(RowWeights other) {
        return new LogisticExtras(l1, other, start);
    }

    /** The same from a model on. */
    public LogisticExtras startingFrom(LogisticModel model) {
        return new LogisticExtras(l1, weights, Optional.of(model));
    }
}
