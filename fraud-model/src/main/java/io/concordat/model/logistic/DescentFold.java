package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.logistic.LogisticState.Descending;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.GradientPoint;
import io.concordat.model.logistic.LogisticState.Move;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of L-BFGS from opened sums: accept the trial point if the objective fell enough (Armijo, 1e-4), remember the move and aim
 * along the next direction; otherwise halve the step. Where five halvings do not help, the memory is dropped once.
 */
final class DescentFold {
    private static final double ARMIJO = 1e-4;
    private static final double GRADIENT_TOLERANCE = 1e-7;

    private final LogisticSettings settings;
    private final Descending state;
    private final NewtonPlan plan;
    private final FeatureStatistics statistics;
    private final double[] trial;
    private final TrainingEnd end;

    DescentFold(LogisticSettings settings, Descending state, NewtonPlan plan) {
        this.settings = settings;
        this.state = state;
        this.plan = plan;
        this.statistics = state.statistics();
        this.trial = StepRules.doubles(state.weights());
        this.end = new TrainingEnd(settings, statistics, state.rounds() + 1);
    }

    LogisticState fold(OpenedSums opened) {
        return switch (OpenedPoint.read(opened, statistics, trial, settings.lambda())) {
            case OpenedPoint.Unusable(Failed failed) -> failed;
            case OpenedPoint.Usable here -> onFrom(here);
        };
    }

    private LogisticState onFrom(OpenedPoint.Usable opened) {
        Optional<GradientPoint> before = state.best();
        if (before.isPresent() && !isBetter(before.get(), opened.loss() + penalty(trial))) {
            return halve(before.get());
        }
        GradientPoint here =
                new GradientPoint(state.weights(), list(opened.gradient()), opened.loss(), opened.scoreSpread());
        return onFrom(here, remembered(here));
    }

    private boolean isBetter(GradientPoint best, double objective) {
        double bestObjective = best.loss() + penalty(StepRules.doubles(best.weights()));
        double[] step = new double[trial.length];
        for (int j = 0; j < step.length; j++) {
            step[j] = trial[j] - best.weights().get(j);
        }
        return objective
                <= bestObjective
                        + ARMIJO * LbfgsDirection.dot(best.gradient(), step)
                        + StepRules.tolerance(statistics, plan, bestObjective);
    }

    private List<Move> remembered(GradientPoint here) {
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

    private LogisticState onFrom(GradientPoint here, List<Move> history) {
        double goal = StepRules.goal(settings, statistics, GRADIENT_TOLERANCE);
        if (here.gradientNorm() <= goal) {
            return end.converged(here, goal);
        }
        if (end.isOutOfRounds()) {
            return end.outOfRounds(here);
        }
        double rate = (double) statistics.frauds() / statistics.rows();
        double curvature = statistics.rows() * rate * (1 - rate) + settings.lambda();
        double[] direction = LbfgsDirection.of(StepRules.doubles(here.gradient()), history, curvature);
        double longest = StepRules.longest(direction);
        if (!(longest < Double.POSITIVE_INFINITY)) {
            return new Failed("The step is not finite; a contribution was wrong");
        }
        List<Double> next = along(here, direction, Math.min(1, StepRules.MAX_STEP / longest));
        return new Descending(statistics, next, Optional.of(here), history, 0, end.rounds());
    }

    /** The end of the step, shortened without a round while its penalty alone exceeds the objective or a bound. */
    private List<Double> along(GradientPoint here, double[] direction, double fraction) {
        double objective = here.loss() + penalty(StepRules.doubles(here.weights()));
        double length = fraction;
        List<Double> point;
        do {
            point = new ArrayList<>();
            for (int j = 0; j < direction.length; j++) {
                point.add(here.weights().get(j) + length * direction[j] + 0.0);
            }
            length /= 2;
        } while (penalty(StepRules.doubles(point)) > objective || !plan.isWithinBounds(point));
        return point;
    }

    private LogisticState halve(GradientPoint best) {
        if (end.isOutOfRounds()) {
            return end.outOfRounds(best);
        }
        if (state.halvings() < StepRules.MAX_HALVINGS) {
            List<Double> middle = StepRules.middle(best.weights(), state.weights());
            return new Descending(
                    statistics, middle, Optional.of(best), state.history(), state.halvings() + 1, end.rounds());
        }
        return state.history().isEmpty() ? end.noBetterPoint(best) : onFrom(best, List.of());
    }

    private double penalty(double[] weights) {
        double squares = 0;
        for (int j = 0; j < weights.length - 1; j++) {
            squares += weights[j] * weights[j];
        }
        return settings.lambda() / 2 * squares;
    }

    private static List<Double> difference(List<Double> a, List<Double> b) {
        List<Double> difference = new ArrayList<>();
        for (int j = 0; j < a.size(); j++) {
            difference.add(a.get(j) - b.get(j));
        }
        return difference;
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }
}
