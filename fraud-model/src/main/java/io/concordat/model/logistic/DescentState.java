package io.concordat.model.logistic;

import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.StatisticsState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The public state of {@link LogisticLbfgs}: Preparing, then Descending, then Finished or Failed. */
public sealed interface DescentState {
    /** Standardisation is under way. */
    record Preparing(StatisticsState statistics) implements DescentState {
        public Preparing {
            Objects.requireNonNull(statistics);
        }
    }

    /**
     * The next round evaluates a trial point.
     *
     * @param statistics the standardisation
     * @param trial standardised coefficients, then the intercept
     * @param best the best point so far; empty before the first round
     * @param history the newest moves, oldest first
     * @param halvings how often the step to this trial point was halved
     * @param rounds rounds so far, standardisation excluded
     */
    record Descending(
            FeatureStatistics statistics,
            List<Double> trial,
            Optional<Point> best,
            List<Move> history,
            int halvings,
            int rounds)
            implements DescentState {
        public Descending {
            Objects.requireNonNull(statistics);
            Objects.requireNonNull(best);
            trial = List.copyOf(trial);
            history = List.copyOf(history);
            int size = statistics.mean().size() + 1;
            if (trial.size() != size
                    || best.stream().anyMatch(point -> point.weights().size() != size)
                    || history.stream().anyMatch(move -> move.step().size() != size)) {
                throw new IllegalArgumentException("Expected " + size + " weights but found " + trial.size());
            }
            if (halvings < 0 || rounds < 0 || (rounds == 0) != best.isEmpty()) {
                throw new IllegalArgumentException("Found " + halvings + " halvings after " + rounds + " rounds");
            }
        }
    }

    /** Training ended with a model. */
    record Finished(LogisticModel model) implements DescentState {
        public Finished {
            Objects.requireNonNull(model);
        }
    }

    /** Training ended without a model, for the reason given. */
    record Failed(String reason) implements DescentState {
        public Failed {
            Objects.requireNonNull(reason);
        }
    }

    /**
     * A point where objective and gradient are known.
     *
     * @param weights standardised coefficients, then the intercept
     * @param gradient of the objective, penalty included
     * @param loss sum of the log-loss, penalty excluded
     * @param scoreSpread standard deviation of the rows' logits; 1 if all are equal
     */
    record Point(List<Double> weights, List<Double> gradient, double loss, double scoreSpread) {
        public Point {
            weights = List.copyOf(weights);
            gradient = List.copyOf(gradient);
            if (weights.size() != gradient.size()) {
                throw new IllegalArgumentException(
                        "Found " + weights.size() + " weights and a gradient of " + gradient.size());
            }
        }
    }

    /**
     * A move from one point to a better one.
     *
     * @param step how the weights changed
     * @param change how the gradient changed
     */
    record Move(List<Double> step, List<Double> change) {
        public Move {
            step = List.copyOf(step);
            change = List.copyOf(change);
            if (step.size() != change.size()) {
                throw new IllegalArgumentException(
                        "Found a step of " + step.size() + " and a change of " + change.size());
            }
        }
    }
}
