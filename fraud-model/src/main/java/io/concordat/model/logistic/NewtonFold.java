package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.statistics.FeatureStatistics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of damped Newton from opened sums: accept the trial point if the objective fell and solve
 * {@code (H + lambda I') s = g + lambda w'} for the next one (I', w' without the intercept); otherwise halve the step.
 */
final class NewtonFold {
    /** A step is halved at most this often, each time after a round of its own. */
    static final int MAX_HALVINGS = 5;

    /** No coefficient moves further than this in one round, whatever the opened sums say. */
    private static final double MAX_STEP = 8;

    private static final double GRADIENT_TOLERANCE = 1e-8;
    private static final double STEP_TOLERANCE = 1e-11;
    private static final int STANDARDISATION_ROUNDS = 2;

    private final LogisticSettings settings;
    private final Newton state;
    private final NewtonPlan plan;
    private final double[] trial;
    private final int rounds;

    NewtonFold(LogisticSettings settings, Newton state, NewtonPlan plan) {
        this.settings = settings;
        this.state = state;
        this.plan = plan;
        this.trial = state.trial().stream().mapToDouble(Double::doubleValue).toArray();
        this.rounds = state.rounds() + 1;
    }

    LogisticState fold(OpenedSums opened) {
        FeatureStatistics statistics = state.statistics();
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
        double objective = loss + penalty(trial);
        if (state.best().isPresent() && objective > state.best().get().objective() + tolerance(objective)) {
            return halve(state.best().get());
        }
        double[] gradient = opened.reals(trial.length);
        for (int j = 0; j < trial.length - 1; j++) {
            gradient[j] += settings.lambda() * trial[j];
        }
        BestPoint best = new BestPoint(
                state.trial(),
                loss,
                objective,
                norm(ElasticNetStep.steepest(gradient, trial, settings.extras().l1())),
                spread(squaredScores / statistics.rows()));
        return step(best, gradient, opened);
    }

    private static double spread(double variance) {
        return variance > 0 ? StrictMath.sqrt(variance) : 1;
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

    /** How far rounding alone can lift the objective: four deviations of n rounded terms, and the last bits of the sum. */
    private double tolerance(double objective) {
        return 4 * StrictMath.sqrt((double) state.statistics().rows()) * Math.scalb(1.0, -plan.lossFractionBits())
                + 1e-12 * objective;
    }

    private LogisticState halve(BestPoint best) {
        if (state.halvings() == MAX_HALVINGS) {
            return finished(best, false, "no point along the last step was better, halved " + MAX_HALVINGS + " times");
        }
        if (rounds >= settings.maxRounds()) {
            return outOfRounds(best);
        }
        List<Double> middle = new ArrayList<>();
        for (int j = 0; j < trial.length; j++) {
            double from = best.weights().get(j);
            middle.add(from + (trial[j] - from) / 2);
        }
        return new Newton(state.statistics(), middle, Optional.of(best), state.halvings() + 1, rounds);
    }

    private LogisticState step(BestPoint best, double[] gradient, OpenedSums opened) {
        // Rounding of n terms at 2^-40 leaves a gradient of about this size at the optimum itself.
        double noise = settings.extras().weights().largest()
                * StrictMath.sqrt((double) state.statistics().rows() * trial.length)
                * Math.scalb(1.0, -NewtonPlan.GRADIENT_FRACTION_BITS);
        double goal = Math.max(GRADIENT_TOLERANCE, noise);
        if (best.gradientNorm() <= goal) {
            return finished(best, true, String.format(Locale.ROOT, "gradient norm is at most %.1e", goal));
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
        double longest = 0;
        for (double s : step) {
            longest = Math.max(longest, Math.abs(s));
        }
        if (!(longest < Double.POSITIVE_INFINITY)) {
            return new Failed("The Newton step is not finite; a contribution was wrong");
        }
        if (longest <= STEP_TOLERANCE) {
            return finished(
                    best,
                    true,
                    String.format(Locale.ROOT, "no coefficient would move by more than %.0e", STEP_TOLERANCE));
        }
        if (rounds >= settings.maxRounds()) {
            return outOfRounds(best);
        }
        return new Newton(
                state.statistics(), next(best, step, Math.min(1, MAX_STEP / longest)), Optional.of(best), 0, rounds);
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
        double[] point = new double[trial.length];
        double length = fraction;
        do {
            for (int j = 0; j < point.length; j++) {
                point[j] = trial[j] - length * step[j];
            }
            length /= 2;
        } while (penalty(point) > best.objective() || outOfBounds(point));
        List<Double> next = new ArrayList<>();
        for (double value : point) {
            next.add(value + 0.0);
        }
        return next;
    }

    private boolean outOfBounds(double[] point) {
        double squares = 0;
        for (int j = 0; j < point.length - 1; j++) {
            squares += point[j] * point[j];
        }
        return squares > plan.maxWeightNorm() * plan.maxWeightNorm()
                || Math.abs(point[point.length - 1]) > NewtonPlan.MAX_INTERCEPT;
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        return StrictMath.sqrt(squares);
    }

    private LogisticState outOfRounds(BestPoint best) {
        return finished(best, false, "the agreed " + settings.maxRounds() + " Newton rounds are used up");
    }

    private Finished finished(BestPoint best, boolean converged, String why) {
        FeatureStatistics statistics = state.statistics();
        int last = best.weights().size() - 1;
        List<String> warnings = new ArrayList<>(statistics.warnings(settings.modelFeatures()));
        if (!converged) {
            warnings.add("Training ended before the optimum: gradient norm " + best.gradientNorm());
        }
        TrainingSummary training = new TrainingSummary(
                statistics.rows(),
                statistics.frauds(),
                STANDARDISATION_ROUNDS + rounds,
                converged,
                best.loss(),
                best.gradientNorm(),
                best.scoreSpread(),
                (converged ? "Converged: " : "Stopped: ") + why,
                warnings);
        return new Finished(new LogisticModel(
                settings.modelFeatures(),
                statistics.mean(),
                statistics.std(),
                best.weights().subList(0, last),
                best.weights().get(last),
                training));
    }
}
