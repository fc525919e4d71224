package io.concordat.model.evaluation;

import io.concordat.model.logistic.LogisticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that follows from opened histograms, for people: curves, alert budgets, calibration, an interval.
 *
 * @param ranking AUC, average precision, KS and recalls
 * @param interval the AUC with a 95 % interval
 * @param roc the ROC curve
 * @param precisionRecall the precision-recall curve, from the highest scores down
 * @param budgets what alerting on the top share of all rows finds
 * @param calibration predicted against found, in groups of about equally many rows, lowest scores first
 * @param losses how far the probabilities are off
 * @param ksBinError greatest possible error of KS from binning: the greatest share of either label in one bin
 */
public record EvaluationReport(
        RankingMetrics ranking,
        AucInterval interval,
        RocCurve roc,
        List<PrecisionRecall> precisionRecall,
        List<AlertBudget> budgets,
        List<Calibration.Group> calibration,
        Calibration.Losses losses,
        double ksBinError) {
    /** Alert budgets that are always shown. */
    public static final List<Double> BUDGETS = List.of(0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5);

    public EvaluationReport {
        precisionRecall = List.copyOf(precisionRecall);
        budgets = List.copyOf(budgets);
        calibration = List.copyOf(calibration);
    }

    /**
     * A point of the precision-recall curve.
     *
     * @param recall share of the frauds that are flagged
     * @param precision share of the flagged rows that are frauds
     */
    public record PrecisionRecall(double recall, double precision) {}

    /**
     * The report; empty unless there is at least one fraud and one genuine row.
     *
     * @param budget the alert budget of {@link RankingMetrics}
     */
    public static Optional<EvaluationReport> of(HistogramState.Opened opened, LogisticModel model, double budget) {
        ScoreGroups groups = opened.groups();
        return RankingMetrics.of(groups, budget).map(ranking -> of(opened, model, groups, ranking));
    }

    private static EvaluationReport of(
            HistogramState.Opened opened, LogisticModel model, ScoreGroups groups, RankingMetrics ranking) {
        List<Double> budgets = new ArrayList<>(BUDGETS);
        if (!budgets.contains(ranking.budget())) {
            budgets.add(ranking.budget());
            budgets.sort(Double::compare);
        }
        LogitBins bins = LogitBins.of(model);
        Calibration calibration = new Calibration(opened, bins);
        return new EvaluationReport(
                ranking,
                AucInterval.of(groups),
                RocCurve.of(groups),
                precisionRecall(groups, (double) ranking.frauds()),
                budgets.stream()
                        .map(share -> AlertBudget.of(opened, bins, share))
                        .toList(),
                calibration.groups(),
                calibration.losses(),
                ksBinError(groups, ranking));
    }

    private static List<PrecisionRecall> precisionRecall(ScoreGroups groups, double allFrauds) {
        List<PrecisionRecall> points = new ArrayList<>();
        double frauds = 0;
        double flagged = 0;
        for (ScoreGroups.Group group : groups.groups()) {
            frauds += group.frauds();
            flagged += group.frauds() + group.genuine();
            points.add(new PrecisionRecall(frauds / allFrauds, frauds / flagged));
        }
        return points;
    }

    private static double ksBinError(ScoreGroups groups, RankingMetrics ranking) {
        double allGenuine = ranking.rows() - ranking.frauds();
        double greatest = 0;
        for (ScoreGroups.Group group : groups.groups()) {
            if (group.frauds() > 0 && group.genuine() > 0) {
                greatest = Math.max(greatest, (double) group.frauds() / ranking.frauds());
                greatest = Math.max(greatest, group.genuine() / allGenuine);
            }
        }
        return greatest;
    }
}
