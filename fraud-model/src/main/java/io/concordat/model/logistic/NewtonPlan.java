package io.concordat.model.logistic;

import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * Slots of a Newton round, with bounds that no row can break. With n rows in all banks, d columns and Σ_i z_ij² = n:
 *
 * <pre>
 *   |Σ (p - y) z_j|     ≤ Σ |z_j|                 ≤ n            (Cauchy-Schwarz; one bank has at most all n rows)
 *   |Σ p(1-p) z_j z_k|  ≤ ¼ Σ |z_j z_k|           ≤ n/4
 *   Σ |w·z|             ≤ ‖w‖₁ max_j Σ |z_j|      ≤ n √d W       W bounds ‖w‖₂
 *   Σ (w·z)²            ≤ ‖w‖² Σ ‖z‖²             ≤ n d W²
 *   Σ log-loss          ≤ n (1 + B + √d W)                      B bounds |intercept|
 * </pre>
 *
 * <p>Row weights of at most v multiply every sum but the row count. A point with lambda/2 ‖w‖² above F(0, 0) ≤ v n log 2 is not the
 * optimum, hence W = √(1.4 v n / lambda). One spare bit covers rounding.
 */
final class NewtonPlan {
    /** |intercept| of a trial point. */
    static final double MAX_INTERCEPT = 512;

    /** Gradient terms are rounded at 2^-40: the optimum of 10^7 rows moves by less than 1e-8. */
    static final int GRADIENT_FRACTION_BITS = 40;

    /** The Hessian only steers the step; 2^-24 does not slow it. */
    static final int HESSIAN_FRACTION_BITS = 24;

    private static final int SUM_BITS = 40;
    private static final int LEAST_LOSS_FRACTION_BITS = 20;
    private static final int LEAST_SCORE_FRACTION_BITS = 12;

    private final int countBits;
    private final int rowBits;
    private final int scoreBits;
    private final double maxWeightNorm;
    private final int size;

    private NewtonPlan(long rows, int features, double lambda, double largestWeight) {
        this.size = features + 1;
        this.countBits = Long.SIZE - Long.numberOfLeadingZeros(rows);
        this.rowBits = countBits + Math.getExponent(largestWeight) + (largestWeight > 1 ? 1 : 0);
        this.maxWeightNorm = StrictMath.sqrt(1.4 * rows * largestWeight / lambda);
        double maxScore = 1 + MAX_INTERCEPT + StrictMath.sqrt(features) * maxWeightNorm;
        this.scoreBits = Math.getExponent(maxScore) + 1;
    }

    static NewtonPlan of(FeatureStatistics statistics, LogisticSettings settings) {
        return new NewtonPlan(
                statistics.rows(),
                statistics.mean().size(),
                settings.lambda(),
                settings.extras().weights().largest());
    }

    /** W: trial points beyond this norm of the coefficients are not tried. */
    double maxWeightNorm() {
        return maxWeightNorm;
    }

    /** Whether a point (coefficients, then the intercept) keeps to the bounds that the slots rest on. */
    boolean isWithinBounds(List<Double> point) {
        double squares = 0;
        for (double value : point.subList(0, point.size() - 1)) {
            squares += value * value;
        }
        return squares <= maxWeightNorm * maxWeightNorm && Math.abs(point.getLast()) <= MAX_INTERCEPT;
    }

    int lossFractionBits() {
        return Math.max(LEAST_LOSS_FRACTION_BITS, SUM_BITS - scoreBits);
    }

    int scoreFractionBits() {
        return Math.max(LEAST_SCORE_FRACTION_BITS, SUM_BITS - 2 * scoreBits);
    }

    /** How many entries the upper triangle of the Hessian has, intercept included. */
    int hessianEntries() {
        return size * (size + 1) / 2;
    }

    /** Rows, loss, squared scores, gradient (intercept last), upper triangle of the Hessian row by row. */
    RoundPlan roundPlan(List<String> features) {
        List<String> names = names(features);
        List<SlotSpec> slots = gradientSlots(names);
        for (int j = 0; j < size; j++) {
            for (int k = j; k < size; k++) {
                slots.add(new SlotSpec(
                        "hessian " + names.get(j) + " " + names.get(k),
                        HESSIAN_FRACTION_BITS,
                        rowBits + HESSIAN_FRACTION_BITS + 1));
            }
        }
        return new RoundPlan("newton", slots);
    }

    /** The same without the Hessian. */
    RoundPlan gradientPlan(List<String> features) {
        return new RoundPlan("gradient", gradientSlots(names(features)));
    }

    private static List<String> names(List<String> features) {
        List<String> names = new ArrayList<>(features);
        names.add("intercept");
        return names;
    }

    private List<SlotSpec> gradientSlots(List<String> names) {
        List<SlotSpec> slots = new ArrayList<>();
        slots.add(new SlotSpec("rows", 0, countBits + 1));
        slots.add(new SlotSpec("loss", lossFractionBits(), rowBits + scoreBits + lossFractionBits() + 1));
        slots.add(
                new SlotSpec("squared scores", scoreFractionBits(), rowBits + 2 * scoreBits + scoreFractionBits() + 1));
        for (String name : names) {
            slots.add(new SlotSpec("gradient " + name, GRADIENT_FRACTION_BITS, rowBits + GRADIENT_FRACTION_BITS + 1));
        }
        return slots;
    }
}
