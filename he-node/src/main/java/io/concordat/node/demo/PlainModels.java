package io.concordat.node.demo;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.evaluation.ScoreGroups;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What plain arithmetic gives on the rows the driver dealt: the twin of the encrypted run, and each bank's own model. */
final class PlainModels {
    /** Charter values the demonstration falls back to where a bank's rows cannot meet the default. */
    private static final List<Integer> MINIMA = List.of(30, 20, 10, 5, 3);

    private final DemoSplit split;

    PlainModels(DemoSplit split) {
        this.split = split;
    }

    /**
     * The twin.
     *
     * @param model the model, from the same sums in the open
     * @param histograms its score histograms over all banks' hold-out rows
     * @param minimumEffectiveRows the charter value both runs go by
     */
    record Twin(LogisticModel model, HistogramState.Opened histograms, int minimumEffectiveRows) {
        Optional<RankingMetrics> metrics(double budget) {
            return RankingMetrics.of(histograms.groups(), budget);
        }
    }

    /**
     * A bank's model from its own rows alone.
     *
     * @param bank counted from 1
     * @param metrics on the pooled hold-out, from exact scores; empty if the bank cannot train
     */
    record Alone(int bank, Optional<RankingMetrics> metrics) {}

    /**
     * Trains and evaluates in the open.
     *
     * @param minimumEffectiveRows the charter value, or empty for the highest usual one that every bank's rows meet
     */
    Twin twin(Optional<Integer> minimumEffectiveRows) throws DemoException {
        List<Integer> candidates = minimumEffectiveRows.map(List::of).orElse(MINIMA);
        String refusal = "";
        for (int minimum : candidates) {
            try {
                LogisticModel model = train(split.datasets(split.training()), minimum);
                return new Twin(model, histograms(model), minimum);
            } catch (ContributionRefusedException e) {
                refusal = String.valueOf(e.getMessage());
            }
        }
        throw new DemoException("A bank would refuse to contribute: " + refusal + ".");
    }

    private LogisticModel train(List<Dataset> banks, int minimum) throws ContributionRefusedException, DemoException {
        LogisticSettings settings = LogisticSettings.of(split.features()).withMinEffectiveRows(minimum);
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

    private HistogramState.Opened histograms(LogisticModel model) throws ContributionRefusedException, DemoException {
        try {
            return switch (PlainRunner.run(new ScoreHistograms(model), split.datasets(split.holdOut()))) {
                case HistogramState.Opened opened -> opened;
                case HistogramState.Unusable unusable -> throw new DemoException(unusable.reason());
                case HistogramState.Waiting _ -> throw new AssertionError("bug: evaluation ended before its end");
            };
        } catch (RowSourceException e) {
            throw new AssertionError("bug: rows in memory cannot fail", e);
        }
    }

    /** What each bank reaches on the pooled hold-out with a model of its own rows. */
    List<Alone> alone(double budget) {
        Dataset pooled = Dataset.union(split.datasets(split.holdOut()));
        List<Alone> all = new ArrayList<>();
        int bank = 1;
        for (Dataset own : split.datasets(split.training())) {
            Optional<RankingMetrics> metrics = Optional.empty();
            try {
                metrics = RankingMetrics.of(scores(train(List.of(own), 0), pooled), budget);
            } catch (ContributionRefusedException | DemoException e) {
                // A bank that cannot train alone is shown without numbers.
            }
            all.add(new Alone(bank++, metrics));
        }
        return all;
    }

    private static ScoreGroups scores(LogisticModel model, Dataset rows) {
        double[] scores = new double[rows.size()];
        boolean[] fraud = new boolean[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = model.logit(rows.row(i));
            fraud[i] = rows.label(i) == 1;
        }
        return ScoreGroups.ofScores(scores, fraud);
    }
}
