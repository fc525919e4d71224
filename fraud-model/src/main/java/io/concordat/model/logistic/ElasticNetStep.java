package io.concordat.model.logistic;

/**
 * The step of proximal Newton: coordinate descent on
 *
 * <pre>
 *   minimise over v   gᵀ(v - w) + ½ (v - w)ᵀ H (v - w) + l1 Σ_j |v_j|      the intercept, last, is free
 * </pre>
 *
 * <p>Source: Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models via coordinate descent, J. Stat.
 * Softw. 33 (2010); Lee, Sun and Saunders, Proximal Newton-type methods, SIAM J. Optim. 24 (2014).
 */
final class ElasticNetStep {
    private static final int MOST_SWEEPS = 20_000;
    private static final double STILL = 1e-14;

    private ElasticNetStep() {}

    /** {@code w - v} for the minimiser v; NaN entries if a diagonal entry is not positive. */
    static double[] solve(double[][] hessian, double[] gradient, double[] w, double l1) {
        int size = w.length;
        double[] moved = new double[size];
        double[] slope = gradient.clone();
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double longest = 0;
            for (int j = 0; j < size; j++) {
                double curvature = hessian[j][j];
                double here = w[j] + moved[j];
                double best = here - slope[j] / curvature;
                double target = j == size - 1 ? best : shrink(best, l1 / curvature);
                double change = target - here;
                if (!(curvature > 0)) {
                    change = Double.NaN;
                }
                if (change != 0) {
                    moved[j] = target - w[j];
                    for (int k = 0; k < size; k++) {
                        slope[k] += change * (k <= j ? hessian[j][k] : hessian[k][j]);
                    }
                }
                longest = Math.max(longest, Math.abs(change));
            }
            if (!(longest > STILL)) {
                break;
            }
        }
        double[] step = new double[size];
        for (int j = 0; j < size; j++) {
            step[j] = -moved[j];
        }
        return step;
    }

    private static double shrink(double value, double by) {
        return value > by ? value - by : value < -by ? value + by : 0;
    }

    /** How far from 0 the steepest subgradient of the objective is; {@code gradient} is that of its smooth part. */
    static double[] steepest(double[] gradient, double[] w, double l1) {
        double[] steepest = gradient.clone();
        for (int j = 0; j < w.length - 1; j++) {
            steepest[j] = w[j] > 0 ? gradient[j] + l1 : w[j] < 0 ? gradient[j] - l1 : shrink(gradient[j], l1);
        }
        return steepest;
    }
}
