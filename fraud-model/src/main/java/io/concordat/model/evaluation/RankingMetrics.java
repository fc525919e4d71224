package io.concordat.model.evaluation;

import io.concordat.model.evaluation.ScoreGroups.Group;
import java.util.Optional;

/**
 * Ranking metrics of scored rows. Rows of equal score count as ordered at random:
 *
 * <ul>
 *   <li>{@code auc}: P(fraud above genuine) + ½ P(equal), the area under the ROC curve;
 *   <li>{@code averagePrecision}: Σ (recall_k - recall_{k-1}) · precision_k over the distinct scores, as scikit-learn;
 *   <li>{@code ks}: greatest |recall - false positive rate| over the distinct scores;
 *   <li>{@code recallAt1Fpr}: recall where 1 % of the genuine rows are flagged; inside a group of equal scores both rates
 *       grow in proportion (a straight line of the ROC curve);
 *   <li>{@code recallAtBudget}: recall among the top {@code budget} share of all rows, rounded to whole rows; a group of
 *       equal scores that does not fit counts in proportion.
 * </ul>
 *
 * @param rows scored rows
 * @param frauds rows with label 1
 * @param budget share of rows that can be looked at
 * @param aucBinError the AUC's greatest possible error if groups are bins: ½ P(fraud and genuine row share a group)
 */
public record RankingMetrics(
        long rows,
        long frauds,
        double auc,
        double averagePrecision,
        double ks,
        double recallAt1Fpr,
        double budget,
        double recallAtBudget,
        double aucBinError) {
    /** The alert budget where nobody asks for another: 1 % of the rows. */
    public static final double DEFAULT_BUDGET = 0.01;

    private static final double FALSE_POSITIVE_RATE = 0.01;

    /** The metrics; empty unless there is at least one fraud and one genuine row. */
    public static Optional<RankingMetrics> of(ScoreGroups scores, double budget) {
        if (!(budget > 0 && budget <= 1)) {
            throw new IllegalArgumentException("Expected an alert budget above 0 and up to 1 but found " + budget);
        }
        long frauds = 0;
        long genuine = 0;
        for (Group group : scores.groups()) {
            frauds += group.frauds();
            genuine += group.genuine();
        }
        if (frauds == 0 || genuine == 0) {
            return Optional.empty();
        }
        return Optional.of(new Sweep(frauds, genuine, budget).over(scores));
    }

    /** One pass from the highest score down. */
    private static final class Sweep {
        private final double allFrauds;
        private final double allGenuine;
        private final double budget;
        private double frauds;
        private double genuine;
        private double pairs;
        private double tiedPairs;
        private double precisionSum;
        private double ks;
        private double foundAtFalsePositives;
        private double foundAtBudget;

        Sweep(long allFrauds, long allGenuine, double budget) {
            this.allFrauds = allFrauds;
            this.allGenuine = allGenuine;
            this.budget = budget;
        }

        RankingMetrics over(ScoreGroups scores) {
            double falsePositives = FALSE_POSITIVE_RATE * allGenuine;
            double alerts = Math.rint(budget * (allFrauds + allGenuine));
            for (Group group : scores.groups()) {
                foundAtFalsePositives += group.frauds() * share(falsePositives - genuine, group.genuine());
                foundAtBudget += group.frauds() * share(alerts - frauds - genuine, group.frauds() + group.genuine());
                take(group);
            }
            double allPairs = allFrauds * allGenuine;
            return new RankingMetrics(
                    (long) (allFrauds + allGenuine),
                    (long) allFrauds,
                    (pairs + tiedPairs / 2) / allPairs,
                    precisionSum / allFrauds,
                    ks,
                    foundAtFalsePositives / allFrauds,
                    budget,
                    foundAtBudget / allFrauds,
                    tiedPairs / 2 / allPairs);
        }

        /** Which share of a group fits into what is left; a group that takes no room fits while room is not overdrawn. */
        private static double share(double room, long needed) {
            if (needed == 0) {
                return room >= 0 ? 1 : 0;
            }
            return Math.clamp(room / needed, 0.0, 1.0);
        }

        private void take(Group group) {
            pairs += (double) group.frauds() * (allGenuine - genuine - group.genuine());
            tiedPairs += (double) group.frauds() * group.genuine();
            frauds += group.frauds();
            genuine += group.genuine();
            precisionSum += group.frauds() * (frauds / (frauds + genuine));
            ks = Math.max(ks, Math.abs(frauds / allFrauds - genuine / allGenuine));
        }
    }
}
