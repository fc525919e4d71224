package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of damped Newton from opened sums: accept the trial point if the objective fell and solve
 * {@code (H + lambda I') s = g + lambda w'} for the next one (I', w' without the intercept); otherwise halve the step.
 */
final class NewtonFold {
    private static final double GRADIENT_TOLERANCE = 1e-8;
    private static final double STEP_TOLERANCE = 1e-11;

    private final LogisticSettings settings;
    private final Newton state;
    private final NewtonPlan plan;
    private final FeatureStatistics statistics;
    private final double[] trial;
    private final TrainingEnd end;

    NewtonFold(LogisticSettings settings, Newton state, NewtonPlan plan) {
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
            case OpenedPoint.Usable here -> onFrom(here, opened);
        };
    }

    private LogisticState onFrom(OpenedPoint.Usable here, OpenedSums opened) {
        double objective = here.loss() + penalty(trial);
        Optional<BestPoint> before = state.best();
        if (before.isPresent()
                && objective > before.get().objective() + StepRules.tolerance(statistics, plan, objective)) {
            return halve(before.get());
        }
        double norm = StepRules.norm(ElasticNetStep.steepest(
                here.gradient(), trial, settings.extras().l1()));
        BestPoint best = new BestPoint(state.weights(), here.loss(), objective, norm, here.scoreSpread());
        return step(best, here.gradient(), opened);
    }

    private double penalty(double[] weights) {
        double squares = 0;
        double absolute = 0;
        for (int j = 0; j < weights.length - 1; j++) {
            squares += weights[j] * weights[j];
            absolute += Math.abs(weights[j]);
        }
        return settings.lambda() / 2 * squares + settings.extras().l1() * absolute;
    }

    private LogisticState halve(BestPoint best) {
        if (state.halvings() == StepRules.MAX_HALVINGS) {
            return end.noBetterPoint(best);
        }
        if (end.isOutOfRounds()) {
            return end.outOfRounds(best);
        }
        List<Double> middle = StepRules.middle(best.weights(), state.weights());
        return new Newton(statistics, middle, Optional.of(best), state.halvings() + 1, end.rounds());
    }

    private LogisticState step(BestPoint best, double[] gradient, OpenedSums opened) {
        double goal = StepRules.goal(settings, statistics, GRADIENT_TOLERANCE);
        if (best.gradientNorm() <= goal) {
            return end.converged(best, goal);
        }
        double[][] curvature = hessian(opened);
        Cholesky hessian = Cholesky.factor(curvature);
        if (hessian.brokenPivot() >= 0) {
            return new Failed("The Hessian is not positive definite at " + name(hessian.brokenPivot())
                    + ": columns depend on each other more than lambda " + settings.lambda()
                    + " makes up for, or a contribution was wrong; raise lambda or drop the column");
        }
        double l1 = settings.extras().l1();
        double[] step = l1 > 0 ? ElasticNetStep.solve(curvature, gradient, trial, l1) : hessian.solve(gradient);
        double longest = StepRules.longest(step);
        if (!(longest < Double.POSITIVE_INFINITY)) {
            return new Failed("The Newton step is not finite; a contribution was wrong");
        }
        if (longest <= STEP_TOLERANCE) {
            return end.converged(
                    best, String.format(Locale.ROOT, "no coefficient would move by more than %.0e", STEP_TOLERANCE));
        }
        if (end.isOutOfRounds()) {
            return end.outOfRounds(best);
        }
        List<Double> next = next(best, step, Math.min(1, StepRules.MAX_STEP / longest));
        return new Newton(statistics, next, Optional.of(best), 0, end.rounds());
    }

    private String name(int row) {
        return row == trial.length - 1
                ? "the intercept"
                : "column " + settings.modelFeatures().get(row);
    }

    private double[][] hessian(OpenedSums opened) {
        double[][] matrix = new double[trial.length][trial.length];
        for (int j = 0; j < trial.length; j++) {
            for (int k = j; k < trial.length; k++) {
                matrix[k][j] = opened.real();
            }
            matrix[j][j] += j < trial.length - 1 ? settings.lambda() : 0;
        }
        return matrix;
    }

    /** The end of the step, shortened without a round while its penalty alone exceeds the objective or a bound. */
    private List<Double> next(BestPoint best, double[] step, double fraction) {
        double length = fraction;
        List<Double> point;
        do {
            point = new ArrayList<>();
            for (int j = 0; j < step.length; j++) {
                point.add(trial[j] - length * step[j] + 0.0);
            }
            length /= 2;
        } while (penalty(StepRules.doubles(point)) > best.objective() || !plan.isWithinBounds(point));
        return point;
    }
}
