package io.concordat.node.http;

import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.node.model.Evaluation;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.problem.ProblemType;
import java.util.Optional;

/** {@code GET /evaluations/{id}?budget=0.01}: histograms and metrics of one evaluation job. */
public final class GetEvaluationHandler implements RouteHandler {

    private final ModelStore models;

    /** Looks there. */
    public GetEvaluationHandler(ModelStore models) {
        this.models = models;
    }

    @Override
    public Route route() {
        return Route.get("/evaluations/{id}");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Evaluation evaluation = find(models, request.pathValue("id"));
        return new ApiResponse.Ok(EvaluationView.full(
                evaluation,
                GetModelHandler.find(models, evaluation.modelId()).content(),
                budget(request.queryValue("budget"))));
    }

    static Evaluation find(ModelStore models, String id) throws RefusedException {
        return models.evaluation(id)
                .orElseThrow(() ->
                        new RefusedException(ProblemType.NOT_FOUND, "This node has no evaluation of job " + id + "."));
    }

    static double budget(Optional<String> given) throws RefusedException {
        if (given.isEmpty()) {
            return RankingMetrics.DEFAULT_BUDGET;
        }
        try {
            double budget = Double.parseDouble(given.get());
            if (budget > 0 && budget <= 1) {
                return budget;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw new RefusedException(
                ProblemType.INVALID_REQUEST, "The alert budget is a share of all rows, above 0 and up to 1.");
    }
}
