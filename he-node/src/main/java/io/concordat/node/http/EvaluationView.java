package io.concordat.node.http;

import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.LogitBins;
import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.node.model.Evaluation;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An evaluation over all banks' hold-out rows: two histograms over logit bins, and the metrics that follow from them alone. */
record EvaluationView(
        String id,
        String model,
        String dataSet,
        @Nullable Metrics metrics,
        Histograms histograms,
        @Nullable ReportView report,
        ModelView.Provenance provenance) {

    /** Metrics named as in scikit-learn where it has them; absent if one label does not occur. */
    record Metrics(
            long rows,
            long frauds,
            double auc,
            double averagePrecision,
            double ks,
            double recallAt1Fpr,
            double budget,
            double recallAtBudget,
            double aucBinError) {}

    /** Bin k holds logits from edge k-1 (inclusive) to edge k; the outermost bins are open. */
    record Histograms(
            List<Double> edges,
            List<Long> frauds,
            List<Long> genuine,
            @Nullable Amounts amounts) {}

    /** Clipped amounts of the frauds per bin, in units of {@code cap / 2^20}. */
    record Amounts(String column, double cap, List<Long> units) {}

    /** With curves and tables. */
    static EvaluationView full(Evaluation evaluation, LogisticModel model, double budget) {
        return of(
                evaluation,
                model,
                budget,
                ReportView.of(evaluation.histograms(), model, budget).orElse(null));
    }

    /** Metrics and histograms only. */
    static EvaluationView of(Evaluation evaluation, LogisticModel model, double budget) {
        return of(evaluation, model, budget, null);
    }

    private static EvaluationView of(
            Evaluation evaluation, LogisticModel model, double budget, @Nullable ReportView report) {
        HistogramState.Opened opened = evaluation.histograms();
        LogitBins bins = LogitBins.of(model);
        List<Double> edges =
                IntStream.range(1, LogitBins.COUNT).mapToObj(bins::edge).toList();
        return new EvaluationView(
                evaluation.jobId(),
                evaluation.modelId(),
                evaluation.dataSet(),
                RankingMetrics.of(opened.groups(), budget)
                        .map(EvaluationView::metrics)
                        .orElse(null),
                new Histograms(edges, opened.frauds(), opened.genuine(), amounts(evaluation)),
                report,
                new ModelView.Provenance(
                        evaluation.jobId(),
                        evaluation.keyId(),
                        evaluation.createdAt().toString()));
    }

    private static @Nullable Amounts amounts(Evaluation evaluation) {
        return evaluation
                .amounts()
                .map(column -> new Amounts(
                        column.name(), column.cap(), evaluation.histograms().amounts()))
                .orElse(null);
    }

    static Metrics metrics(RankingMetrics metrics) {
        return new Metrics(
                metrics.rows(),
                metrics.frauds(),
                metrics.auc(),
                metrics.averagePrecision(),
                metrics.ks(),
                metrics.recallAt1Fpr(),
                metrics.budget(),
                metrics.recallAtBudget(),
                metrics.aucBinError());
    }
}
