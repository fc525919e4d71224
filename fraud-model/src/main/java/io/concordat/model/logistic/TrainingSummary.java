package io.concordat.model.logistic;

import java.util.List;
import java.util.Objects;

/**
 * How a model came about, in numbers the whole consortium knows.
 *
 * @param rows training rows, all banks
 * @param frauds training rows with label 1
 * @param rounds opened sums, the two of standardisation included
 * @param converged whether training ended because the optimum was reached
 * @param loss sum of the log-loss over all rows, penalty excluded
 * @param gradientNorm Euclidean norm of the gradient of the objective at the model
 * @param scoreSpread standard deviation of the training rows' logits; 1 if all are equal
 * @param reason why training ended, a sentence
 * @param warnings what a reader of the model should know, sentences
 */
public record TrainingSummary(
        long rows,
        long frauds,
        int rounds,
        boolean converged,
        double loss,
        double gradientNorm,
        double scoreSpread,
        String reason,
        List<String> warnings) {
    public TrainingSummary {
        Objects.requireNonNull(reason);
        warnings = List.copyOf(warnings);
        if (rows < 1 || frauds < 0 || frauds > rows || rounds < 0) {
            throw new IllegalArgumentException(
                    "Found " + frauds + " frauds in " + rows + " rows after " + rounds + " rounds");
        }
        if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm) || !(scoreSpread > 0 && scoreSpread < 1e300)) {
            throw new IllegalArgumentException(
                    "Found loss " + loss + ", gradient norm " + gradientNorm + " and score spread " + scoreSpread);
        }
    }
}
