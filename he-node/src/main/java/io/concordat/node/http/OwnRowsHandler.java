package io.concordat.node.http;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.data.RowVisitor;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetReader;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.node.model.Model;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /data-sets/{name}/metrics?models=ID,ID&budget=0.01}: how models do on this bank's own rows, computed here and sent nowhere.
 * The first model is the champion; the others are shown against it. Memory does not grow with the rows.
 */
public final class OwnRowsHandler implements RouteHandler {
    private static final int MOST_MODELS = 8;

    private final DataSetRegistry dataSets;
    private final ModelStore models;

    /** Reads there. */
    public OwnRowsHandler(DataSetRegistry dataSets, ModelStore models) {
        this.dataSets = dataSets;
        this.models = models;
    }

    /** One model on the bank's own rows; the differences are to the first model. */
    record OwnMetrics(
            String model,
            EvaluationView.@Nullable Metrics metrics,
            @Nullable ReportView report,
            @Nullable Double aucAgainstFirst,
            @Nullable Double recallAtBudgetAgainstFirst) {}

    record View(String dataSet, List<OwnMetrics> models) {}

    @Override
    public Route route() {
        return Route.get("/data-sets/{name}/metrics");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        String name = request.pathValue("name");
        DataSet dataSet = dataSets.find(name)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "No data set named " + name + " is registered here."));
        List<String> ids = request.queryValue("models").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .filter(id -> !id.isBlank())
                .toList();
        if (ids.isEmpty() || ids.size() > MOST_MODELS) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST,
                    "Name 1 to " + MOST_MODELS + " models, as in ?models=ID,ID, but " + ids.size() + " were named.");
        }
        double budget = GetEvaluationHandler.budget(request.queryValue("budget"));
        List<OwnMetrics> all = new ArrayList<>();
        EvaluationView.@Nullable Metrics first = null;
        for (String id : ids) {
            Model model = GetModelHandler.find(models, id);
            OwnMetrics own = own(model, histograms(dataSet, model.content()), budget, first);
            if (all.isEmpty()) {
                first = own.metrics();
            }
            all.add(own);
        }
        return new ApiResponse.Ok(new View(name, all));
    }

    private static OwnMetrics own(
            Model model, HistogramState.Opened opened, double budget, EvaluationView.@Nullable Metrics first) {
        EvaluationView.@Nullable Metrics metrics = RankingMetrics.of(opened.groups(), budget)
                .map(EvaluationView::metrics)
                .orElse(null);
        @Nullable
        ReportView report = ReportView.of(opened, model.content(), budget).orElse(null);
        if (metrics == null || first == null) {
            return new OwnMetrics(model.id(), metrics, report, null, null);
        }
        return new OwnMetrics(
                model.id(),
                metrics,
                report,
                metrics.auc() - first.auc(),
                metrics.recallAtBudget() - first.recallAtBudget());
    }

    /** The histograms of this bank's rows alone. */
    private HistogramState.Opened histograms(DataSet dataSet, LogisticModel model) throws RefusedException {
        try {
            HistogramState state = PlainRunner.run(
                    new ScoreHistograms(model), List.of(new OwnRows(dataSets, dataSet, model.features())));
            return switch (state) {
                case HistogramState.Opened opened -> opened;
                case HistogramState.Unusable unusable ->
                    throw new RefusedException(ProblemType.DATA_INVALID, unusable.reason());
                case HistogramState.Waiting _ -> throw new AssertionError("bug: evaluation ended before its end");
            };
        } catch (ContributionRefusedException e) {
            throw new RefusedException(ProblemType.DATA_INVALID, String.valueOf(e.getMessage()));
        } catch (RowSourceException e) {
            if (e.getCause() instanceof DataSetRefusedException refusal) {
                throw new RefusedException(refusal.type(), refusal.sentence());
            }
            throw new RefusedException(ProblemType.NOT_READY, String.valueOf(e.getMessage()));
        }
    }

    /** A registered data set as rows, read anew each time. */
    private record OwnRows(DataSetRegistry dataSets, DataSet dataSet, List<String> features) implements RowSource {
        @Override
        public <E extends Exception> void forEach(RowVisitor<E> visitor) throws RowSourceException, E {
            List<Exception> refusal = new ArrayList<>();
            DataSetReader.RowSink sink = row -> show(visitor, row, refusal);
            try {
                dataSets.read(dataSet, features, sink);
            } catch (DataSetRefusedException e) {
                throw new RowSourceException("The rows cannot be read.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RowSourceException("The node is stopping.", e);
            }
            if (!refusal.isEmpty()) {
                throw new RowSourceException(String.valueOf(refusal.getFirst().getMessage()), refusal.getFirst());
            }
        }

        @SuppressWarnings("IllegalCatch") // the visitor's refusal is carried past the reader, which knows no other
        private static <E extends Exception> void show(RowVisitor<E> visitor, double[] row, List<Exception> refusal) {
            if (!refusal.isEmpty()) {
                return;
            }
            try {
                visitor.row(Arrays.copyOf(row, row.length - 1), row[row.length - 1]);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                refusal.add(e);
            }
        }
    }
}
