package io.concordat.node.fuzz;

import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.history.CellKind;
import io.concordat.model.history.CellPeriod;
import io.concordat.model.history.HistoryComputation;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.HistoryScheme;
import io.concordat.model.history.KeyDirectory;
import io.concordat.model.history.OpenedCells;
import io.concordat.model.logistic.LogisticLbfgs;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticModelCodec;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.model.statistics.FeatureStatisticsComputation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Targets of the states and models that a node keeps between rounds. */
final class ModelFuzz {
    private static final List<String> FEATURES = List.of("amount", "hour");
    private static final LogisticSettings SETTINGS =
            LogisticSettings.of(FEATURES).withMinEffectiveRows(0);

    private ModelFuzz() {}

    static List<FuzzTarget> targets() {
        LogisticModel model = model();
        ScoreHistograms histograms = new ScoreHistograms(model);
        HistoryScheme scheme = new HistoryScheme(
                KeyDirectory.of(1, List.of("t1", "t2")), HistoryOptions.defaults(), 20_000, 20_006, 3, 1);
        List<FuzzTarget> targets = new ArrayList<>(List.of(
                state("state-newton", new LogisticNewton(SETTINGS), rows()),
                state("state-lbfgs", new LogisticLbfgs(SETTINGS), rows()),
                state("state-statistics", new FeatureStatisticsComputation(FEATURES, 0), rows()),
                state("state-histograms", histograms, rows()),
                state("state-history", new HistoryComputation(scheme, new SplittableRandom(1)), null)));
        targets.add(new FuzzTarget(
                "model",
                List.of(LogisticModelCodec.class),
                List.of(StateDecodeException.class),
                bytes -> Optional.of(LogisticModelCodec.encode(LogisticModelCodec.decode(bytes))),
                () -> List.of(LogisticModelCodec.encode(model))));
        targets.add(new FuzzTarget(
                "histograms-of-model",
                List.of(ScoreHistograms.class),
                List.of(StateDecodeException.class),
                bytes -> {
                    ScoreHistograms.of(model, bytes);
                    return Optional.empty();
                },
                () -> List.of(histograms.encode(histograms.initialState()))));
        CellPeriod period = new CellPeriod(CellKind.FRAUD_COUNT, 20_000);
        targets.add(new FuzzTarget(
                "opened-cells",
                List.of(OpenedCells.class),
                List.of(StateDecodeException.class),
                bytes -> Optional.of(OpenedCells.decode(period, 1000, bytes).encode()),
                () -> List.of(new byte[] {3, 4, (byte) 0x85, 1, 7})));
        return targets;
    }

    private static <S> FuzzTarget state(String name, JointComputation<S> computation, @Nullable Dataset rows) {
        return new FuzzTarget(
                name,
                List.of(computation.getClass()),
                List.of(StateDecodeException.class),
                bytes -> Optional.of(computation.encode(computation.decode(bytes))),
                () -> {
                    List<byte[]> seeds = new ArrayList<>();
                    if (rows == null) {
                        seeds.add(computation.encode(computation.initialState()));
                    } else {
                        PlainRunner.run(computation, List.of(rows), state -> seeds.add(computation.encode(state)));
                    }
                    return seeds;
                });
    }

    private static LogisticModel model() {
        try {
            LogisticState end = PlainRunner.run(new LogisticNewton(SETTINGS), List.of(rows()));
            return ((LogisticState.Finished) end).model();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Dataset rows() {
        Dataset rows = Dataset.empty(FEATURES);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            double amount = random.nextDouble(100);
            rows.add(new double[] {amount, random.nextInt(24)}, random.nextDouble(100) < amount ? 1 : 0);
        }
        return rows;
    }
}
