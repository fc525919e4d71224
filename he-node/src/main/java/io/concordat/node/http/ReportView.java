package io.concordat.node.http;

import io.concordat.model.evaluation.AlertBudget;
import io.concordat.model.evaluation.AucInterval;
import io.concordat.model.evaluation.Calibration;
import io.concordat.model.evaluation.EvaluationReport;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.RocCurve;
import io.concordat.model.logistic.LogisticModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Curves and tables of an evaluation: AUC with its DeLong interval at 95 %, ROC and precision-recall points from the highest scores down,
 * alert budgets, calibration, losses, and what binning can be wrong by.
 */
record ReportView(
        AucInterval auc,
        double aucBinError,
        double ksBinError,
        List<Budget> budgets,
        List<Calibration.Group> calibration,
        Calibration.Losses losses,
        List<RocCurve.Point> roc,
        List<EvaluationReport.PrecisionRecall> precisionRecall) {

    /** One alert budget: shares, the confusion matrix and what follows from it; value detection where amounts were opened. */
    record Budget(
            double share,
            long alerts,
            double threshold,
            double truePositives,
            double falsePositives,
            double falseNegatives,
            double trueNegatives,
            double precision,
            double recall,
            double lift,
            @Nullable Double valueDetectionRate) {
        static Budget of(AlertBudget budget) {
            return new Budget(
                    budget.share(),
                    budget.alerts(),
                    budget.threshold(),
                    budget.truePositives(),
                    budget.falsePositives(),
                    budget.falseNegatives(),
                    budget.trueNegatives(),
                    budget.precision(),
                    budget.recall(),
                    budget.lift(),
                    budget.valueDetectionRate().orElse(null));
        }
    }

    static Optional<ReportView> of(HistogramState.Opened opened, LogisticModel model, double budget) {
        return EvaluationReport.of(opened, model, budget).map(ReportView::of);
    }

    private static ReportView of(EvaluationReport report) {
        return new ReportView(
                report.interval(),
                report.ranking().aucBinError(),
                report.ksBinError(),
                report.budgets().stream().map(Budget::of).toList(),
                report.calibration(),
                report.losses(),
                report.roc().points(),
                report.precisionRecall());
    }
}
