package io.concordat.model.evaluation;

import io.concordat.model.evaluation.ScoreGroups.Group;

/**
 * The AUC with its standard error and 95 % interval by DeLong's method, from groups of equal score (or bins):
 *
 * <pre>
 *   V10(fraud) = P(a genuine row below it) + ½ P(equal),   V01(genuine) = P(a fraud above it) + ½ P(equal)
 *   Var(AUC) = Var(V10) / frauds + Var(V01) / genuine
 * </pre>
 *
 * <p>Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988). It speaks of chance in the rows, not of drift, labels that are wrong, or
 * the choice of the model by these very rows.
 *
 * @param auc the area
 * @param standardError its standard error; 0 where one label has a single row
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record AucInterval(double auc, double standardError, double low, double high) {
    private static final double NORMAL_975 = 1.959963984540054;

    /**
     * The interval.
     *
     * @throws IllegalArgumentException unless there is at least one fraud and one genuine row
     */
    public static AucInterval of(ScoreGroups scores) {
        double frauds = 0;
        double genuine = 0;
        for (Group group : scores.groups()) {
            frauds += group.frauds();
            genuine += group.genuine();
        }
        if (frauds == 0 || genuine == 0) {
            throw new IllegalArgumentException(
                    "Expected frauds and genuine rows but found " + frauds + " and " + genuine);
        }
        double fraudsAbove = 0;
        double genuineAbove = 0;
        double sum10 = 0;
        double squares10 = 0;
        double squares01 = 0;
        for (Group group : scores.groups()) {
            double v10 = (genuine - genuineAbove - group.genuine() / 2.0) / genuine;
            double v01 = (fraudsAbove + group.frauds() / 2.0) / frauds;
            sum10 += group.frauds() * v10;
            squares10 += group.frauds() * v10 * v10;
            squares01 += group.genuine() * v01 * v01;
            fraudsAbove += group.frauds();
            genuineAbove += group.genuine();
        }
        double auc = sum10 / frauds;
        double variance = 0;
        if (frauds > 1 && genuine > 1) {
            variance = Math.max(0, squares10 / frauds - auc * auc) / (frauds - 1)
                    + Math.max(0, squares01 / genuine - auc * auc) / (genuine - 1);
        }
        double error = StrictMath.sqrt(variance);
        return new AucInterval(
                auc, error, Math.max(0, auc - NORMAL_975 * error), Math.min(1, auc + NORMAL_975 * error));
    }
}
