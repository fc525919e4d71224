package io.concordat.model.logistic;

import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;

/** What Newton and L-BFGS have in common in going from one trial point to the next. */
final class StepRules {
    /** A step is halved at most this often, each time after a round of its own. */
    static final int MAX_HALVINGS = 5;

    /** No coefficient moves further than this in one round, whatever the opened sums say. */
    static final double MAX_STEP = 8;

    private StepRules() {}

    /** How far rounding alone can lift the objective: four deviations of n rounded terms, and the last bits of the sum. */
    static double tolerance(FeatureStatistics statistics, NewtonPlan plan, double objective) {
        return 4 * StrictMath.sqrt((double) statistics.rows()) * Math.scalb(1.0, -plan.lossFractionBits())
                + 1e-12 * objective;
    }

    /** The norm of the gradient that ends a training: {@code least}, or what rounding of n terms leaves at the optimum itself. */
    static double goal(LogisticSettings settings, FeatureStatistics statistics, double least) {
        int weights = settings.modelFeatures().size() + 1;
        double noise = settings.extras().weights().largest()
                * StrictMath.sqrt((double) statistics.rows() * weights)
                * Math.scalb(1.0, -NewtonPlan.GRADIENT_FRACTION_BITS);
        return Math.max(least, noise);
    }

    /** Half way from the best point to the trial point. */
    static List<Double> middle(List<Double> best, List<Double> trial) {
        List<Double> middle = new ArrayList<>();
        for (int j = 0; j < trial.size(); j++) {
            double from = best.get(j);
            middle.add(from + (trial.get(j) - from) / 2);
        }
        return middle;
    }

    /** The largest absolute value; not finite if one of them is not. */
    static double longest(double[] step) {
        double longest = 0;
        for (double s : step) {
            longest = Math.max(longest, Math.abs(s));
        }
        return longest;
    }

    static double norm(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        return StrictMath.sqrt(squares);
    }

    static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
