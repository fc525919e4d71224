package io.concordat.model.logistic;

import io.concordat.model.data.FeatureNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A trained model: {@code logit(x) = intercept + Σ_j coefficient_j * (x_j - mean_j) / std_j}.
 *
 * @param features the columns, in order
 * @param mean mean of each column over the training rows of all banks
 * @param std population standard deviation of each column; 1 for a column that did not vary
 * @param coefficients one per column, on the standardised scale
 * @param intercept the logit of a row at the mean
 * @param training how the model came about
 */
public record LogisticModel(
        List<String> features,
        List<Double> mean,
        List<Double> std,
        List<Double> coefficients,
        double intercept,
        TrainingSummary training) {
    public LogisticModel {
        features = FeatureNames.checked(features);
        mean = numbers("means", features.size(), mean);
        std = numbers("standard deviations", features.size(), std);
        coefficients = numbers("coefficients", features.size(), coefficients);
        Objects.requireNonNull(training);
        if (!std.stream().allMatch(s -> s > 0)) {
            throw new IllegalArgumentException("Expected positive standard deviations but found " + std);
        }
        if (!Double.isFinite(intercept)) {
            throw new IllegalArgumentException("Expected a finite intercept but found " + intercept);
        }
    }

    private static List<Double> numbers(String what, int size, List<Double> values) {
        if (values.size() != size || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("Expected " + size + " finite " + what + " but found " + values);
        }
        return List.copyOf(values);
    }

    /**
     * The log-odds of fraud of a raw row.
     *
     * @throws IllegalArgumentException if the row has another length than {@link #features()} or a number is not finite
     */
    public double logit(double[] row) {
        checkRow(row);
        double sum = intercept;
        for (int j = 0; j < row.length; j++) {
            sum += logOdds(row, j);
        }
        return sum;
    }

    /** The probability of fraud of a raw row, {@code 1 / (1 + exp(-logit))}. */
    public double probability(double[] row) {
        return 1 / (1 + StrictMath.exp(-logit(row)));
    }

    /** What each feature adds to the logit, in the order of {@link #features()}; with the intercept they sum to the logit. */
    public List<ReasonContribution> contributions(double[] row) {
        checkRow(row);
        List<ReasonContribution> all = new ArrayList<>();
        for (int j = 0; j < row.length; j++) {
            all.add(new ReasonContribution(features.get(j), logOdds(row, j)));
        }
        return List.copyOf(all);
    }

    /** The features that speak most for fraud, greatest first; those that speak against it are left out. */
    public List<ReasonContribution> reasons(double[] row, int most) {
        return contributions(row).stream()
                .filter(reason -> reason.logOdds() > 0)
                .sorted(Comparator.comparingDouble(ReasonContribution::logOdds).reversed())
                .limit(most)
                .toList();
    }

    private double logOdds(double[] row, int j) {
        return coefficients.get(j) * ((row[j] - mean.get(j)) / std.get(j));
    }

    private void checkRow(double[] row) {
        if (row.length != features.size()) {
            throw new IllegalArgumentException("Expected " + features.size() + " numbers but found " + row.length);
        }
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(row[j])) {
                throw new IllegalArgumentException(
                        "Column " + features.get(j) + ": expected a finite number but found " + row[j]);
            }
        }
    }
}
