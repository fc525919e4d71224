package io.concordat.node.http;

import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.node.model.Evaluation;
import io.concordat.node.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code GET /evaluations}: all evaluations, newest first. */
public final class ListEvaluationsHandler implements RouteHandler {

    private final ModelStore models;

    /** Looks there. */
    public ListEvaluationsHandler(ModelStore models) {
        this.models = models;
    }

    @Override
    public Route route() {
        return Route.get("/evaluations");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        List<EvaluationView> views = new ArrayList<>();
        for (Evaluation evaluation : models.evaluations()) {
            views.add(EvaluationView.of(
                    evaluation,
                    GetModelHandler.find(models, evaluation.modelId()).content(),
                    RankingMetrics.DEFAULT_BUDGET));
        }
        return new ApiResponse.Ok(Map.of("evaluations", views));
    }
}
