package io.concordat.node.demo;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.history.CellLedger;
import io.concordat.model.history.HistoryComputation;
import io.concordat.model.history.HistoryFeatures;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.HistoryScheme;
import io.concordat.model.history.HistoryState;
import io.concordat.model.history.OpenedCells;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Everything that the nodes compute over encrypted sums, computed by the driver in the open. */
final class CardsTwin {
    private static final List<Integer> MINIMA = List.of(30, 20, 10, 5, 3, 1);

    private final CardsRows rows;
    private final List<OpenedCells> cells;
    private final HistoryFeatures history;
    private final int minimumEffectiveRows;
    private final LogisticModel joint;
    private final LogisticModel shared;

    CardsTwin(CardsRows rows) throws DemoException {
        this.rows = rows;
        HistoryScheme scheme = new HistoryScheme(
                rows.terminals(),
                HistoryOptions.defaults(),
                rows.firstCell().toEpochDay(),
                rows.lastCell().toEpochDay(),
                rows.banks().size(),
                1);
        HistoryState end = run(new HistoryComputation(scheme, new SplittableRandom(1)), rows.events());
        this.cells = end.opened();
        this.history = new HistoryFeatures(
                CellLedger.empty(rows.terminals()).with(cells), HistoryOptions.defaults(), CardsRows.DELAY);
        List<Dataset> own = rows.datasets(CardsRows.TRAINING, Optional.empty());
        List<Dataset> withHistory = rows.datasets(CardsRows.TRAINING, Optional.of(history));
        this.minimumEffectiveRows = Math.min(minimum(own), minimum(withHistory));
        this.joint = train(own, minimumEffectiveRows);
        this.shared = train(withHistory, minimumEffectiveRows);
    }

    /** The cells in the order of opening. */
    List<OpenedCells> cells() {
        return cells;
    }

    HistoryFeatures history() {
        return history;
    }

    /** The highest usual charter value that every bank's rows meet in both trainings. */
    int minimumEffectiveRows() {
        return minimumEffectiveRows;
    }

    LogisticModel joint() {
        return joint;
    }

    LogisticModel shared() {
        return shared;
    }

    /** The model of each bank's own rows; empty where they do not train one. */
    List<Optional<LogisticModel>> alone() {
        return rows.datasets(CardsRows.TRAINING, Optional.empty()).stream()
                .map(CardsTwin::alone)
                .toList();
    }

    private static Optional<LogisticModel> alone(Dataset own) {
        try {
            return Optional.of(train(List.of(own), 0));
        } catch (DemoException e) {
            return Optional.empty();
        }
    }

    /** The histograms of the model with history on the hold-out. */
    HistogramState.Opened histograms() throws DemoException {
        HistogramState end = run(new ScoreHistograms(shared), rows.datasets(CardsRows.HOLD_OUT, Optional.of(history)));
        if (end instanceof HistogramState.Opened opened) {
            return opened;
        }
        throw new DemoException("The plain histograms cannot be used.");
    }

    private static int minimum(List<Dataset> banks) throws DemoException {
        for (int minimum : MINIMA) {
            try {
                train(banks, minimum);
                return minimum;
            } catch (DemoException e) {
                // The next lower value may do.
            }
        }
        throw new DemoException("Some bank's rows do not train a model in this world. Take another --seed.");
    }

    private static LogisticModel train(List<Dataset> banks, int minimum) throws DemoException {
        LogisticSettings settings =
                LogisticSettings.of(banks.getFirst().features()).withMinEffectiveRows(minimum);
        if (run(new LogisticNewton(settings), banks) instanceof LogisticState.Finished finished) {
            return finished.model();
        }
        throw new DemoException("No model can be trained in this world. Take another --seed.");
    }

    private static <S> S run(JointComputation<S> computation, List<Dataset> banks) throws DemoException {
        try {
            return PlainRunner.run(computation, banks);
        } catch (ContributionRefusedException | RowSourceException e) {
            throw new DemoException("A bank would refuse to contribute: " + e.getMessage(), e);
        }
    }
}
