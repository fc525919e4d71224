package io.concordat.node.demo.quality;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.demo.DemoException;
import java.util.List;
import java.util.Optional;

/**
 * A model from plain sums: what the encrypted run must equal.
 *
 * @param model the model
 * @param minimumEffectiveRows the highest usual charter value that every bank's rows meet
 */
record PlainTwin(LogisticModel model, int minimumEffectiveRows) {
    private static final List<Integer> MINIMA = List.of(30, 20, 10, 5, 3, 1);

    /** Trains over these banks. */
    static PlainTwin train(List<Dataset> banks) throws DemoException {
        String refusal = "";
        for (int minimum : MINIMA) {
            try {
                return new PlainTwin(train(banks, minimum), minimum);
            } catch (ContributionRefusedException e) {
                refusal = String.valueOf(e.getMessage());
            }
        }
        throw new DemoException("A bank would refuse to contribute: " + refusal + ".");
    }

    /** One bank's model from its own rows; empty if they do not train one. */
    static Optional<LogisticModel> alone(Dataset rows) {
        try {
            return Optional.of(train(List.of(rows), 0));
        } catch (ContributionRefusedException | DemoException e) {
            return Optional.empty();
        }
    }

    private static LogisticModel train(List<Dataset> banks, int minimum)
            throws ContributionRefusedException, DemoException {
        LogisticSettings settings =
                LogisticSettings.of(banks.getFirst().features()).withMinEffectiveRows(minimum);
        try {
            return switch (PlainRunner.run(new LogisticNewton(settings), banks)) {
                case LogisticState.Finished finished -> finished.model();
                case LogisticState.Failed failed ->
                    throw new DemoException("No model can be trained: " + failed.reason() + ".");
                case LogisticState.Preparing _, LogisticState.Trial _ ->
                    throw new AssertionError("bug: training ended before its end");
            };
        } catch (RowSourceException e) {
            throw new AssertionError("bug: rows in memory cannot fail", e);
        }
    }

    /** Metrics from the histograms that a consortium would open. */
    Optional<RankingMetrics> fromHistograms(List<Dataset> tests) throws DemoException {
        try {
            return switch (PlainRunner.run(new ScoreHistograms(model), tests)) {
                case HistogramState.Opened opened -> RankingMetrics.of(opened.groups(), RankingMetrics.DEFAULT_BUDGET);
                case HistogramState.Unusable unusable -> throw new DemoException(unusable.reason());
                case HistogramState.Waiting _ -> throw new AssertionError("bug: evaluation ended before its end");
            };
        } catch (ContributionRefusedException e) {
            throw new DemoException("A bank would refuse to evaluate: " + e.getMessage(), e);
        } catch (RowSourceException e) {
            throw new AssertionError("bug: rows in memory cannot fail", e);
        }
    }
}
