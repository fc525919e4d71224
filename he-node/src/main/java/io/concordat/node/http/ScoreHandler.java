package io.concordat.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.ReasonContribution;
import io.concordat.node.model.Model;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code POST /models/{id}/score}: 1 to 1,000 transactions, each a number for every column of the model, and for each the probability of
 * fraud, its logit and up to four reasons. One faulty transaction refuses the request and names what is wrong with it.
 */
public final class ScoreHandler implements RouteHandler {

    private static final int MAX_TRANSACTIONS = 1_000;
    private static final int REASONS = 4;

    private final ModelStore models;

    /** Scores with the models there. */
    public ScoreHandler(ModelStore models) {
        this.models = models;
    }

    record Body(List<Map<String, JsonNode>> transactions) {}

    record Answer(String model, String baseline, List<Score> scores) {}

    record Score(double probability, double logit, List<Reason> reasons) {}

    record Reason(String feature, double logOdds, String text) {}

    @Override
    public Route route() {
        return Route.post("/models/{id}/score");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Model model = GetModelHandler.find(models, request.pathValue("id"));
        List<Map<String, JsonNode>> transactions = request.json(Body.class).transactions();
        if (transactions.isEmpty() || transactions.size() > MAX_TRANSACTIONS) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST,
                    "Expected 1 to " + MAX_TRANSACTIONS + " transactions but found " + transactions.size() + ".");
        }
        List<Score> scores = new ArrayList<>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            scores.add(score(model.content(), row(model.content(), transactions.get(i), i)));
        }
        return new ApiResponse.Ok(
                new Answer(model.id(), "a row at the mean of the training rows of all banks", scores));
    }

    private static double[] row(LogisticModel model, Map<String, JsonNode> transaction, int index)
            throws RefusedException {
        List<String> missing = model.features().stream()
                .filter(feature -> !transaction.containsKey(feature))
                .toList();
        List<String> extra = transaction.keySet().stream()
                .filter(field -> !model.features().contains(field))
                .toList();
        if (!missing.isEmpty()) {
            throw refused(ProblemType.MISSING_VALUE, index, "lacks " + String.join(", ", missing), missing);
        }
        if (!extra.isEmpty()) {
            throw refused(
                    ProblemType.UNKNOWN_FEATURE_COLUMN,
                    index,
                    "has fields that the model does not know: " + String.join(", ", extra),
                    extra);
        }
        double[] row = new double[model.features().size()];
        for (int j = 0; j < row.length; j++) {
            String feature = model.features().get(j);
            JsonNode value = transaction.get(feature);
            if (value == null || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw refused(ProblemType.NOT_FINITE, index, "needs a finite number for " + feature, List.of(feature));
            }
            row[j] = value.doubleValue();
        }
        return row;
    }

    private static RefusedException refused(ProblemType type, int index, String what, List<String> fields) {
        return new RefusedException(new Problem(
                type,
                "Transaction " + (index + 1) + " " + what + ".",
                Map.of("transaction", index + 1, "fields", fields)));
    }

    private static Score score(LogisticModel model, double[] row) {
        List<Reason> reasons = model.reasons(row, REASONS).stream()
                .map(reason -> new Reason(reason.feature(), reason.logOdds(), text(model, row, reason)))
                .toList();
        return new Score(model.probability(row), model.logit(row), reasons);
    }

    private static String text(LogisticModel model, double[] row, ReasonContribution reason) {
        int j = model.features().indexOf(reason.feature());
        double deviations = (row[j] - model.mean().get(j)) / model.std().get(j);
        return String.format(
                Locale.ROOT,
                "%s is %.1f standard deviations %s the mean, which adds %.2f to the log-odds of fraud",
                reason.feature(),
                Math.abs(deviations),
                deviations < 0 ? "below" : "above",
                reason.logOdds());
    }
}
