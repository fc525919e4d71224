package io.concordat.model.logistic;

import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.StatisticsState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The public state of a training: Preparing (means, variances), then rounds with a trial point each, then Finished or Failed. */
public sealed interface LogisticState {
    /** Standardisation is under way. */
    record Preparing(StatisticsState statistics) implements LogisticState {
        public Preparing {
            Objects.requireNonNull(statistics);
        }
    }

    /** The next round evaluates a trial point. */
    sealed interface Trial extends LogisticState {
        /** The standardisation. */
        FeatureStatistics statistics();

        /** The trial point: standardised coefficients, then the intercept. */
        List<Double> weights();

        /** The best point so far; empty before the first round with a trial point. */
        Optional<? extends Point> best();

        /** How often the step to this trial point was halved, each time after a round. */
        int halvings();

        /** Rounds so far, standardisation excluded. */
        int rounds();
    }

    /** A trial point of {@link LogisticNewton}. */
    record Newton(
            FeatureStatistics statistics, List<Double> weights, Optional<BestPoint> best, int halvings, int rounds)
            implements Trial {
        public Newton {
            weights = List.copyOf(weights);
            check(statistics, weights, best, halvings, rounds);
        }
    }

    /**
     * A trial point of {@link LogisticLbfgs}.
     *
     * @param history the newest moves, oldest first
     */
    record Descending(
            FeatureStatistics statistics,
            List<Double> weights,
            Optional<GradientPoint> best,
            List<Move> history,
            int halvings,
            int rounds)
            implements Trial {
        public Descending {
            weights = List.copyOf(weights);
            history = List.copyOf(history);
            check(statistics, weights, best, halvings, rounds);
            int size = weights.size();
            if (history.stream().anyMatch(move -> move.step().size() != size)) {
                throw new IllegalArgumentException("Expected moves of " + size + " weights");
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

    /** A point where the objective is known. */
    sealed interface Point {
        /** Standardised coefficients, then the intercept. */
        List<Double> weights();

        /** Sum of the log-loss, penalty excluded. */
        double loss();

        /** Euclidean norm of the objective's gradient. */
        double gradientNorm();

        /** Standard deviation of the rows' logits; 1 if all are equal. */
        double scoreSpread();
    }

    /**
     * A point that {@link LogisticNewton} goes on from.
     *
     * @param objective loss plus penalty
     */
    record BestPoint(List<Double> weights, double loss, double objective, double gradientNorm, double scoreSpread)
            implements Point {
        public BestPoint {
            weights = List.copyOf(weights);
        }
    }

    /**
     * A point that {@link LogisticLbfgs} goes on from.
     *
     * @param gradient of the objective, penalty included
     */
    record GradientPoint(List<Double> weights, List<Double> gradient, double loss, double scoreSpread)
            implements Point {
        public GradientPoint {
            weights = List.copyOf(weights);
            gradient = List.copyOf(gradient);
            if (weights.size() != gradient.size()) {
                throw new IllegalArgumentException(
                        "Found " + weights.size() + " weights and a gradient of " + gradient.size());
            }
        }

        @Override
        public double gradientNorm() {
            return StepRules.norm(StepRules.doubles(gradient));
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

    private static void check(
            FeatureStatistics statistics,
            List<Double> weights,
            Optional<? extends Point> best,
            int halvings,
            int rounds) {
        int size = statistics.mean().size() + 1;
        if (weights.size() != size
                || best.stream().anyMatch(point -> point.weights().size() != size)) {
            throw new IllegalArgumentException("Expected " + size + " weights but found " + weights.size());
        }
        if (halvings < 0 || rounds < 0 || (rounds == 0) != best.isEmpty()) {
            throw new IllegalArgumentException("Found " + halvings + " halvings after " + rounds + " rounds");
        }
    }
}
