package io.concordat.node.job;

import java.util.Optional;

/**
 * What an analyst asks of a training beyond penalty and rounds.
 *
 * @param l1 L1 penalty
 * @param fraudWeight how many genuine rows a fraud counts for
 * @param weightColumn a column of weights or amounts
 * @param weightCap numbers of the weight column above count as this; needed with a weight column
 * @param weightAlsoFeature whether the model learns from the weight column too, true if not said
 * @param start the model to start from
 */
public record TrainingWishes(
        Optional<Double> l1,
        Optional<Double> fraudWeight,
        Optional<String> weightColumn,
        Optional<Double> weightCap,
        Optional<Boolean> weightAlsoFeature,
        Optional<String> start) {
    /** None. */
    public static final TrainingWishes NONE = new TrainingWishes(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
