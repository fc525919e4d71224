package io.concordat.model.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What two rounds of secure sums tell about the rows of all banks together.
 *
 * @param rows number of rows, all banks
 * @param frauds number of rows with label 1
 * @param mean mean of each feature
 * @param std population standard deviation of each feature; 1 for a column that does not vary
 * @param constant for each feature whether it counts as constant
 */
public record FeatureStatistics(long rows, long frauds, List<Double> mean, List<Double> std, List<Boolean> constant) {
    public FeatureStatistics {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        constant = List.copyOf(constant);
        if (mean.size() != std.size() || mean.size() != constant.size()) {
            throw new IllegalArgumentException("Expected " + mean.size() + " standard deviations and flags but found "
                    + std.size() + " and " + constant.size());
        }
        if (rows < 1 || frauds < 0 || frauds > rows) {
            throw new IllegalArgumentException("Found " + frauds + " frauds in " + rows + " rows");
        }
        for (int j = 0; j < mean.size(); j++) {
            if (!Double.isFinite(mean.get(j)) || !Double.isFinite(std.get(j)) || !(std.get(j) > 0)) {
                throw new IllegalArgumentException("Column " + (j + 1) + " of " + mean.size() + " has mean "
                        + mean.get(j) + " and standard deviation " + std.get(j));
            }
        }
    }

    /** One sentence per column that does not vary. */
    public List<String> warnings(List<String> features) {
        return IntStream.range(0, features.size())
                .filter(constant::get)
                .mapToObj(j -> "Column " + features.get(j) + " does not vary over all banks (mean " + mean.get(j)
                        + "); its coefficient is 0")
                .toList();
    }

    /** Turns raw rows into standardised ones. */
    public Standardizer standardizer() {
        return new Standardizer(this);
    }
}
