package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.testing.ToyRows;
import java.util.List;

/** A short training and the evaluation of its model: as proposals, and what plain sums over the same rows give. */
final class ToyTwin {
    static final String TRAINING = "cards";
    static final String HOLD_OUT = "hold-out";

    private final double lambda;
    private final int rounds;
    private final PlainModels.Twin twin;

    private ToyTwin(double lambda, int rounds, PlainModels.Twin twin) {
        this.lambda = lambda;
        this.rounds = rounds;
        this.twin = twin;
    }

    static List<ToyRows> trainingRows(int banks) {
        return ToyRows.ofBanks(banks, 200, "campaign training");
    }

    static List<ToyRows> holdOutRows(int banks) {
        return ToyRows.ofBanks(banks, 120, "campaign hold-out");
    }

    /** With this penalty and at most so many Newton rounds. */
    static ToyTwin of(int banks, double lambda, int rounds) throws Exception {
        List<ToyRows> rows = trainingRows(banks);
        LogisticSettings settings =
                new LogisticSettings(rows.getFirst().features(), lambda, rounds, LiveBanks.MINIMUM_EFFECTIVE_ROWS);
        LogisticModel model = ((LogisticState.Finished) PlainRunner.run(new LogisticNewton(settings), rows)).model();
        HistogramState.Opened histograms =
                (HistogramState.Opened) PlainRunner.run(new ScoreHistograms(model), holdOutRows(banks));
        return new ToyTwin(lambda, rounds, new PlainModels.Twin(model, histograms, LiveBanks.MINIMUM_EFFECTIVE_ROWS));
    }

    ObjectNode training() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("function", "logistic-newton/v1")
                .put("dataSet", TRAINING)
                .put("lambda", lambda)
                .put("maxRounds", rounds);
    }

    static ObjectNode evaluation(String model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("function", "score-histograms/v1")
                .put("dataSet", HOLD_OUT)
                .put("model", model);
    }

    /** What differs between a bank's model and the twin's, bit by bit. */
    List<String> modelDifferences(JsonNode model) {
        return Comparison.of(new JointResult(model, MissingNode.getInstance()), twin).differences().stream()
                .filter(difference -> !difference.equals("the score histograms"))
                .toList();
    }

    /** What differs between a bank's answers and the twin, bit by bit; empty if nothing does. */
    List<String> differences(JsonNode model, JsonNode evaluation) {
        return Comparison.of(new JointResult(model, evaluation), twin).differences();
    }
}
