package io.concordat.model.logistic;

import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.StatisticsState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The public state of {@link LogisticNewton}: Preparing (means, variances), then Newton rounds, then Finished or Failed. */
public sealed interface LogisticState {
    /** Standardisation is under way. */
    record Preparing(StatisticsState statistics) implements LogisticState {
        public Preparing {
            Objects.requireNonNull(statistics);
        }
    }

    /**
     * The next round evaluates a trial point.
     *
     * @param statistics the standardisation
     * @param trial standardised coefficients, then the intercept
     * @param best the best point so far; empty before the first Newton round
     * @param halvings how often the step to this trial point was halved, each time after a round
     * @param rounds Newton rounds so far
     */
    record Newton(FeatureStatistics statistics, List<Double> trial, Optional<BestPoint> best, int halvings, int rounds)
            implements LogisticState {
        public Newton {
            Objects.requireNonNull(statistics);
            Objects.requireNonNull(best);
            trial = List.copyOf(trial);
            int size = statistics.mean().size() + 1;
            if (trial.size() != size || best.stream().anyMatch(b -> b.weights().size() != size)) {
                throw new IllegalArgumentException("Expected " + size + " weights but found " + trial.size());
            }
            if (halvings < 0 || rounds < 0 || (rounds == 0) != best.isEmpty()) {
                throw new IllegalArgumentException("Found " + halvings + " halvings after " + rounds + " rounds");
            }
        }
    }

    /** Training ended with a model; {@link TrainingSummary#converged()} says whether at the optimum. */
    record Finished(LogisticModel model) implements LogisticState {
        public Finished {
            Objects.requireNonNull(model);
        }
    }

    /** Training ended without a model, for the reason given. */
    record Failed(String reason) implements LogisticState {
        public Failed {
            Objects.requireNonNull(reason);
        }
    }

    /**
     * A point where the objective is known.
     *
     * @param weights standardised coefficients, then the intercept
     * @param loss sum of the log-loss, penalty excluded
     * @param objective loss plus penalty
     * @param gradientNorm Euclidean norm of the objective's gradient
     * @param scoreSpread standard deviation of the rows' logits; 1 if all are equal
     */
    record BestPoint(List<Double> weights, double loss, double objective, double gradientNorm, double scoreSpread) {
        public BestPoint {
            weights = List.copyOf(weights);
        }
    }
}
