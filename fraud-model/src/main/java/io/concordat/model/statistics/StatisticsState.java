package io.concordat.model.statistics;

import java.util.List;
import java.util.Objects;

/** The public state of {@link FeatureStatisticsComputation}: Means, then Variances, then Known or Unusable. */
public sealed interface StatisticsState {
    /** Nothing is known; the next round sums rows, frauds and features. */
    record Means() implements StatisticsState {}

    /**
     * Means are known; the next round sums centred squares.
     *
     * @param rows number of rows, all banks
     * @param frauds number of rows with label 1
     * @param mean mean of each feature
     */
    record Variances(long rows, long frauds, List<Double> mean) implements StatisticsState {
        public Variances {
            mean = List.copyOf(mean);
            if (rows < 1 || frauds < 0 || frauds > rows) {
                throw new IllegalArgumentException("Found " + frauds + " frauds in " + rows + " rows");
            }
            if (!mean.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Expected finite means but found " + mean);
            }
        }
    }

    /** The end: all statistics are known. */
    record Known(FeatureStatistics statistics) implements StatisticsState {
        public Known {
            Objects.requireNonNull(statistics);
        }
    }

    /** The end: the opened sums make no sense, for the reason given. */
    record Unusable(String reason) implements StatisticsState {
        public Unusable {
            Objects.requireNonNull(reason);
        }
    }
}
