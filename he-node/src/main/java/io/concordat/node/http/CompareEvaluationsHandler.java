package io.concordat.node.http;

import io.concordat.model.evaluation.AlertBudget;
import io.concordat.model.evaluation.EvaluationReport;
import io.concordat.node.model.Evaluation;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /evaluations/{id}/against/{other}}: a challenger beside the champion, both evaluated on the same data set of all banks. The
 * standard error of the difference treats the two as independent; on the same rows they are not, so it is too large rather than too small.
 */
public final class CompareEvaluationsHandler implements RouteHandler {
    private static final double NORMAL_975 = 1.959963984540054;

    private final ModelStore models;

    /** Looks there. */
    public CompareEvaluationsHandler(ModelStore models) {
        this.models = models;
    }

    /** What the challenger finds more at one alert budget. */
    record BudgetDifference(
            double share,
            double recall,
            double recallOfOther,
            double precision,
            double precisionOfOther,
            @Nullable Double valueDetectionRate,
            @Nullable Double valueDetectionRateOfOther) {}

    record View(
            String model,
            String otherModel,
            String dataSet,
            double auc,
            double aucOfOther,
            double aucDifference,
            double low,
            double high,
            double ks,
            double ksOfOther,
            List<BudgetDifference> budgets) {}

    @Override
    public Route route() {
        return Route.get("/evaluations/{id}/against/{other}");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        double budget = GetEvaluationHandler.budget(request.queryValue("budget"));
        Evaluation challenger = GetEvaluationHandler.find(models, request.pathValue("id"));
        Evaluation champion = GetEvaluationHandler.find(models, request.pathValue("other"));
        EvaluationReport one = report(challenger, budget);
        EvaluationReport other = report(champion, budget);
        if (!challenger.dataSet().equals(champion.dataSet())
                || one.ranking().rows() != other.ranking().rows()
                || one.ranking().frauds() != other.ranking().frauds()) {
            throw new RefusedException(
                    ProblemType.CONFLICT,
                    "The evaluations are not of the same rows: " + challenger.dataSet() + " with "
                            + one.ranking().rows() + " rows and "
                            + one.ranking().frauds() + " frauds against "
                            + champion.dataSet() + " with " + other.ranking().rows() + " and "
                            + other.ranking().frauds() + ".");
        }
        return new ApiResponse.Ok(view(challenger, champion, one, other));
    }

    private EvaluationReport report(Evaluation evaluation, double budget) throws RefusedException {
        return EvaluationReport.of(
                        evaluation.histograms(),
                        GetModelHandler.find(models, evaluation.modelId()).content(),
                        budget)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.CONFLICT,
                        "Evaluation " + evaluation.jobId()
                                + " saw rows of one label only; there is nothing to compare."));
    }

    private static View view(Evaluation challenger, Evaluation champion, EvaluationReport one, EvaluationReport other) {
        double difference = one.interval().auc() - other.interval().auc();
        double error =
                Math.hypot(one.interval().standardError(), other.interval().standardError());
        List<BudgetDifference> budgets = new ArrayList<>();
        for (int i = 0; i < one.budgets().size(); i++) {
            AlertBudget mine = one.budgets().get(i);
            AlertBudget theirs = other.budgets().get(i);
            budgets.add(new BudgetDifference(
                    mine.share(),
                    mine.recall(),
                    theirs.recall(),
                    mine.precision(),
                    theirs.precision(),
                    mine.valueDetectionRate().orElse(null),
                    theirs.valueDetectionRate().orElse(null)));
        }
        return new View(
                challenger.modelId(),
                champion.modelId(),
                champion.dataSet(),
                one.interval().auc(),
                other.interval().auc(),
                difference,
                difference - NORMAL_975 * error,
                difference + NORMAL_975 * error,
                one.ranking().ks(),
                other.ranking().ks(),
                budgets);
    }
}
