package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.logistic.DescentState.Descending;
import io.concordat.model.logistic.DescentState.Failed;
import io.concordat.model.logistic.DescentState.Finished;
import io.concordat.model.logistic.DescentState.Move;
import io.concordat.model.logistic.DescentState.Point;
import io.concordat.model.statistics.FeatureStatistics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of L-BFGS from opened sums: accept the trial point if the objective fell enough (Armijo, 1e-4), remember the move and aim
 * along the next direction; otherwise halve the step. Where five halvings do not help, the memory is dropped once.
 */
final class DescentFold {
    private static final int MAX_HALVINGS = NewtonFold.MAX_HALVINGS;
    private static final double ARMIJO = 1e-4;
    private static final double MAX_STEP = 8;
    private static final double GRADIENT_TOLERANCE = 1e-7;
    private static final int STANDARDISATION_ROUNDS = 2;

    private final LogisticSettings settings;
    private final Descending state;
    private final NewtonPlan plan;
    private final FeatureStatistics statistics;
    private final double[] trial;
    private final int rounds;

    DescentFold(LogisticSettings settings, Descending state, NewtonPlan plan) {
        this.settings = settings;
        this.state = state;
        this.plan = plan;
        this.statistics = state.statistics();
        this.trial = doubles(state.trial());
        this.rounds = state.rounds() + 1;
    }

    DescentState fold(OpenedSums opened) {
        BigInteger rows = opened.whole();
        if (!rows.equals(BigInteger.valueOf(statistics.rows()))) {
            return new Failed("The opened row count changed from " + statistics.rows() + " to " + rows
                    + " between two rounds; a bank's rows changed or a contribution was wrong");
        }
        double loss = opened.real();
        double squaredScores = opened.real();
        if (loss < 0 || squaredScores < 0) {
            return new Failed("The opened loss is " + loss + " and the sum of squared scores " + squaredScores
                    + ", but neither can be negative; a contribution was wrong");
        }
        if (state.best().isPresent() && !isBetter(state.best().get(), loss + penalty(trial))) {
            return halve(state.best().get());
        }
        double[] gradient = opened.reals(trial.length);
        for (int j = 0; j < trial.length - 1; j++) {
            gradient[j] += settings.lambda() * trial[j];
        }
        double variance = squaredScores / statistics.rows();
        Point here = new Point(state.trial(), list(gradient), loss, variance > 0 ? StrictMath.sqrt(variance) : 1);
        return onFrom(here, remembered(here));
    }

    private boolean isBetter(Point best, double objective) {
        double bestObjective = best.loss() + penalty(doubles(best.weights()));
        double[] step = new double[trial.length];
        for (int j = 0; j < step.length; j++) {
            step[j] = trial[j] - best.weights().get(j);
        }
        double tolerance = 4 * StrictMath.sqrt((double) statistics.rows()) * Math.scalb(1.0, -plan.lossFractionBits())
                + 1e-12 * bestObjective;
        return objective <= bestObjective + ARMIJO * LbfgsDirection.dot(best.gradient(), step) + tolerance;
    }

    private List<Move> remembered(Point here) {
        List<Move> history = new ArrayList<>(state.history());
        state.best().ifPresent(before -> {
            Move move = new Move(
                    difference(here.weights(), before.weights()), difference(here.gradient(), before.gradient()));
            if (LbfgsDirection.isTelling(move)) {
                history.add(move);
            }
        });
        return history.size() > LbfgsDirection.MEMORY ? history.subList(1, history.size()) : history;
    }

    private DescentState onFrom(Point here, List<Move> history) {
        double noise = settings.extras().weights().largest()
                * StrictMath.sqrt((double) statistics.rows() * trial.length)
                * Math.scalb(1.0, -NewtonPlan.GRADIENT_FRACTION_BITS);
        double goal = Math.max(GRADIENT_TOLERANCE, noise);
        if (norm(here.gradient()) <= goal) {
            return finished(here, true, String.format(Locale.ROOT, "gradient norm is at most %.1e", goal));
        }
        if (rounds >= settings.maxRounds()) {
            return finished(here, false, "the agreed " + settings.maxRounds() + " rounds are used up");
        }
        double rate = (double) statistics.frauds() / statistics.rows();
        double curvature = statistics.rows() * rate * (1 - rate) + settings.lambda();
        double[] direction = LbfgsDirection.of(doubles(here.gradient()), history, curvature);
        double longest = 0;
        for (double d : direction) {
            longest = Math.max(longest, Math.abs(d));
        }
        if (!(longest < Double.POSITIVE_INFINITY)) {
            return new Failed("The step is not finite; a contribution was wrong");
        }
        List<Double> next = along(here, direction, Math.min(1, MAX_STEP / longest));
        return new Descending(statistics, next, Optional.of(here), history, 0, rounds);
    }

    /** The end of the step, shortened without a round while its penalty alone exceeds the objective or a bound. */
    private List<Double> along(Point here, double[] direction, double fraction) {
        double objective = here.loss() + penalty(doubles(here.weights()));
        double length = fraction;
        List<Double> point;
        do {
            point = new ArrayList<>();
            for (int j = 0; j < direction.length; j++) {
                point.add(here.weights().get(j) + length * direction[j] + 0.0);
            }
            length /= 2;
        } while (penalty(doubles(point)) > objective || !plan.isWithinBounds(point));
        return point;
    }

    private DescentState halve(Point best) {
        if (rounds >= settings.maxRounds()) {
            return finished(best, false, "the agreed " + settings.maxRounds() + " rounds are used up");
        }
        if (state.halvings() < MAX_HALVINGS) {
            List<Double> middle = new ArrayList<>();
            for (int j = 0; j < trial.length; j++) {
                double from = best.weights().get(j);
                middle.add(from + (trial[j] - from) / 2);
            }
            return new Descending(statistics, middle, Optional.of(best), state.history(), state.halvings() + 1, rounds);
        }
        return state.history().isEmpty()
                ? finished(best, false, "no point along the last step was better, halved " + MAX_HALVINGS + " times")
                : onFrom(best, List.of());
    }

    private double penalty(double[] weights) {
        double squares = 0;
        for (int j = 0; j < weights.length - 1; j++) {
            squares += weights[j] * weights[j];
        }
        return settings.lambda() / 2 * squares;
    }

    private Finished finished(Point best, boolean converged, String why) {
        int last = best.weights().size() - 1;
        List<String> warnings = new ArrayList<>(statistics.warnings(settings.modelFeatures()));
        if (!converged) {
            warnings.add("Training ended before the optimum: gradient norm " + norm(best.gradient()));
        }
        return new Finished(new LogisticModel(
                settings.modelFeatures(),
                statistics.mean(),
                statistics.std(),
                best.weights().subList(0, last),
                best.weights().get(last),
                new TrainingSummary(
                        statistics.rows(),
                        statistics.frauds(),
                        STANDARDISATION_ROUNDS + rounds,
                        converged,
                        best.loss(),
                        norm(best.gradient()),
                        best.scoreSpread(),
                        (converged ? "Converged: " : "Stopped: ") + why,
                        warnings)));
    }

    static double norm(List<Double> vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        return StrictMath.sqrt(squares);
    }

    private static List<Double> difference(List<Double> a, List<Double> b) {
        List<Double> difference = new ArrayList<>(Collections.nCopies(a.size(), 0.0));
        for (int j = 0; j < a.size(); j++) {
            difference.set(j, a.get(j) - b.get(j));
        }
        return difference;
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }
}
