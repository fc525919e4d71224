package io.concordat.model.logistic;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.FixedPointSums;
import io.concordat.model.data.RowVisitor;
import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.Standardizer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One bank's sums at one trial point, each row's term times its weight. With η = w·z + b, p = 1/(1 + e^-η), r = p - y and z extended by a 1 for the intercept:
 *
 * <pre>
 *   loss = Σ log(1 + e^-|η|) + max(∓η, 0),   gradient = Σ r z,   Hessian = Σ p(1-p) z zᵀ
 * </pre>
 */
final class NewtonSums implements RowVisitor<ContributionRefusedException> {
    private final TrainingRows rows;
    private final Standardizer standardizer;
    private final double[] weights;
    private final double[] z;
    private final int features;
    private final FixedPointSums loss;
    private final FixedPointSums squaredScores;
    private final FixedPointSums gradient;
    private final FixedPointSums hessian;
    private double gradientNorms;
    private double squaredGradientNorms;

    /** Sums at a point: coefficients, then the intercept. */
    NewtonSums(
            LogisticSettings settings,
            FeatureStatistics statistics,
            List<Double> trial,
            NewtonPlan plan,
            boolean withHessian) {
        this.rows = new TrainingRows(settings);
        this.standardizer = statistics.standardizer();
        this.weights = trial.stream().mapToDouble(Double::doubleValue).toArray();
        this.features = weights.length - 1;
        this.z = new double[weights.length];
        this.z[features] = 1;
        this.loss = new FixedPointSums(1, plan.lossFractionBits());
        this.squaredScores = new FixedPointSums(1, plan.scoreFractionBits());
        this.gradient = new FixedPointSums(weights.length, NewtonPlan.GRADIENT_FRACTION_BITS);
        this.hessian = new FixedPointSums(withHessian ? plan.hessianEntries() : 0, NewtonPlan.HESSIAN_FRACTION_BITS);
    }

    @Override
    public void row(double[] x, double label) {
        double weight = rows.weight(x, label);
        standardizer.apply(rows.features(x), z);
        double score = 0;
        for (int j = 0; j < features; j++) {
            score += weights[j] * z[j];
        }
        double logit = weights[features] + score;
        double small = StrictMath.exp(-Math.abs(logit));
        double unlikely = small / (1 + small);
        double likely = 1 / (1 + small);
        double against = label == 1 ? -logit : logit;
        loss.add(0, weight * (StrictMath.log1p(small) + Math.max(against, 0)));
        squaredScores.add(0, score * score);
        double miss = against > 0 ? likely : unlikely;
        double largest = largest(z);
        addGradient(weight * (label == 1 ? -miss : miss), largest);
        if (hessian.size() > 0) {
            addHessian(weight * likely * unlikely, largest);
        }
    }

    private void addGradient(double residual, double largest) {
        double squares = 0;
        for (double value : z) {
            squares += value * value;
        }
        gradient.addMultiples(0, residual, z, 0, largest);
        double squaredNorm = residual * residual * squares;
        gradientNorms += StrictMath.sqrt(squaredNorm);
        squaredGradientNorms += squaredNorm;
    }

    private void addHessian(double curvature, double largest) {
        int entry = 0;
        for (int j = 0; j <= features; j++) {
            entry = hessian.addMultiples(entry, curvature * z[j], z, j, largest);
        }
    }

    private static double largest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /**
     * Refuses if few rows carry the gradient: (Σ‖g_r‖)² / Σ‖g_r‖² counts rows as if all weighed the same.
     *
     * @param minimum least effective rows
     * @param rows how many rows there were
     */
    void checkEffectiveRows(double minimum, long rows) throws ContributionRefusedException {
        double effective =
                squaredGradientNorms > 0 ? gradientNorms * gradientNorms / squaredGradientNorms : (double) rows;
        if (effective < minimum) {
            throw new ContributionRefusedException(String.format(
                    Locale.ROOT,
                    "Only %.1f effective rows of %d carry this bank's gradient, but at least %s are needed: the opened sum"
                            + " would say much about single rows. Bring more rows (above all frauds), cap outliers, or"
                            + " agree with the other banks on a lower charter value of minEffectiveRows",
                    effective,
                    rows,
                    minimum));
        }
    }

    /** The contribution, in the order of {@link NewtonPlan#roundPlan} or {@link NewtonPlan#gradientPlan}. */
    List<BigInteger> contribution(long rows) {
        List<BigInteger> all = new ArrayList<>();
        all.add(BigInteger.valueOf(rows));
        for (FixedPointSums sums : List.of(loss, squaredScores, gradient, hessian)) {
            for (int i = 0; i < sums.size(); i++) {
                all.add(sums.total(i));
            }
        }
        return List.copyOf(all);
    }
}
