package io.concordat.model.evaluation;

import java.util.List;
import java.util.Objects;

/** The public state of {@link ScoreHistograms}: Waiting, then Opened or Unusable. */
public sealed interface HistogramState {
    /** The next and only round sums the histograms. */
    record Waiting() implements HistogramState {}

    /**
     * The histograms over all banks, lowest scores first.
     *
     * @param frauds frauds per bin
     * @param genuine genuine rows per bin
     * @param amounts clipped amounts of the frauds per bin, in units of {@link AmountColumn}; empty where none were asked for
     */
    record Opened(List<Long> frauds, List<Long> genuine, List<Long> amounts) implements HistogramState {
        public Opened {
            frauds = counts(frauds);
            genuine = counts(genuine);
            amounts = amounts.isEmpty() ? List.of() : counts(amounts);
        }

        /** Histograms without amounts. */
        public Opened(List<Long> frauds, List<Long> genuine) {
            this(frauds, genuine, List.of());
        }

        private static List<Long> counts(List<Long> counts) {
            if (counts.size() != LogitBins.COUNT || counts.stream().anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException("Expected " + LogitBins.COUNT + " counts from 0 but found "
                        + counts.size() + ", the least " + counts.stream().min(Long::compare));
            }
            return List.copyOf(counts);
        }

        /** The groups of equal bin, highest scores first. */
        public ScoreGroups groups() {
            ScoreGroups.Builder groups = new ScoreGroups.Builder();
            for (int bin = LogitBins.COUNT - 1; bin >= 0; bin--) {
                groups.next(frauds.get(bin), genuine.get(bin));
            }
            return groups.build();
        }
    }

    /** The opened sums make no sense, for the reason given. */
    record Unusable(String reason) implements HistogramState {
        public Unusable {
            Objects.requireNonNull(reason);
        }
    }
}
