package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** Weights, the L1 penalty and warm starts: each result is the optimum of the objective it claims. */
final class TrainingExtrasTest {
    private static LogisticSettings settings(List<String> features, LogisticExtras extras) {
        return LogisticSettings.of(features).withMinEffectiveRows(0).withExtras(extras);
    }

    private static LogisticModel train(LogisticSettings settings, List<Dataset> banks) throws Exception {
        LogisticModel model = ((Finished) PlainRunner.run(new LogisticNewton(settings), banks)).model();
        assertThat(model.training().reason()).startsWith("Converged");
        return model;
    }

    /** Gradient of Σ weight · log-loss by plain floating point, penalty excluded; the intercept last. */
    private static double[] gradient(
            LogisticModel model, Dataset rows, int skipped, ToDoubleBiFunction<double[], Double> weight) {
        int d = model.features().size();
        double[] gradient = new double[d + 1];
        for (int i = 0; i < rows.size(); i++) {
            double[] all = rows.row(i);
            double[] x = new double[d];
            for (int j = 0, at = 0; j < all.length; j++) {
                if (j != skipped) {
                    x[at++] = all[j];
                }
            }
            double residual = weight.applyAsDouble(all, rows.label(i)) * (model.probability(x) - rows.label(i));
            for (int j = 0; j < d; j++) {
                gradient[j] +=
                        residual * (x[j] - model.mean().get(j)) / model.std().get(j);
            }
            gradient[d] += residual;
        }
        return gradient;
    }

    @RandomCases(5)
    void fraudsCountAsManyTimesAsTheirWeightSays(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 400, 3, -2);
        double weight = random.nextDouble(0.1, 30);
        LogisticExtras extras = LogisticExtras.NONE.withWeights(new RowWeights(weight, Optional.empty()));
        LogisticModel model = train(settings(all.features(), extras), RandomRows.deal(random, all, 3, 1));
        double[] gradient = gradient(model, all, -1, (_, label) -> label == 1 ? weight : 1);
        for (int j = 0; j < 3; j++) {
            assertThat(gradient[j] + model.coefficients().get(j)).isCloseTo(0, within(1e-6));
        }
        assertThat(gradient[3]).isCloseTo(0, within(1e-6));
    }

    @RandomCases(5)
    void amountsWeighRowsUpToTheirCap(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 500, 3, -1);
        boolean alsoFeature = random.nextBoolean();
        double cap = 3; // column x2 has mean 3: about half the rows are capped
        RowWeights weights = new RowWeights(2, Optional.of(new RowWeights.Column("x2", cap, alsoFeature)));
        LogisticModel model = train(
                settings(all.features(), LogisticExtras.NONE.withWeights(weights)), RandomRows.deal(random, all, 4, 1));
        assertThat(model.features()).hasSize(alsoFeature ? 3 : 2);
        double[] gradient = gradient(
                model, all, alsoFeature ? -1 : 2, (x, label) -> (label == 1 ? 2 : 1) * Math.clamp(x[2], 0, cap) / cap);
        for (int j = 0; j < model.features().size(); j++) {
            assertThat(gradient[j] + model.coefficients().get(j)).isCloseTo(0, within(1e-6));
        }
        assertThat(gradient[gradient.length - 1]).isCloseTo(0, within(1e-6));
    }

    @Test
    void aMissingWeightColumnAndASenselessWeightAreRefused() {
        LogisticExtras missing = LogisticExtras.NONE.withWeights(
                new RowWeights(1, Optional.of(new RowWeights.Column("amount", 100, false))));
        assertThatThrownBy(() -> settings(List.of("x"), missing)).hasMessageContaining("no weight column amount");
        assertThatThrownBy(() -> new RowWeights(0, Optional.empty())).hasMessageContaining("1/1024 to 1024");
        assertThatThrownBy(() -> new RowWeights.Column("x", 0, false)).hasMessageContaining("weight cap");
        assertThatThrownBy(() -> LogisticExtras.NONE.withL1(-1)).hasMessageContaining("L1 penalty");
    }

    @Test
    void aWeightColumnThatABankLacksIsNamed() {
        Dataset rows = RandomRows.labelled(new SplittableRandom(1), 50, 2, 0);
        LogisticExtras extras = LogisticExtras.NONE.withWeights(
                new RowWeights(1, Optional.of(new RowWeights.Column("amount", 100, false))));
        LogisticNewton computation = new LogisticNewton(settings(List.of("x0", "x1", "amount"), extras));
        assertThatThrownBy(() -> PlainRunner.run(computation, List.of(rows)))
                .hasMessageContaining("The data set's columns are not the job's");
    }

    @RandomCases(5)
    void theElasticNetIsAtItsOptimum(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 400, 6, -1);
        double l1 = random.nextDouble(1, 40);
        LogisticModel model =
                train(settings(all.features(), LogisticExtras.NONE.withL1(l1)), RandomRows.deal(random, all, 3, 1));
        double[] gradient = gradient(model, all, -1, (_, _) -> 1);
        for (int j = 0; j < 6; j++) {
            double w = model.coefficients().get(j);
            double slope = gradient[j] + w;
            if (w == 0) {
                assertThat(Math.abs(slope)).isLessThanOrEqualTo(l1 + 1e-6);
            } else {
                assertThat(slope).isCloseTo(-l1 * Math.signum(w), within(1e-6));
            }
        }
        assertThat(gradient[6]).isCloseTo(0, within(1e-6));
    }

    @Test
    void aStrongL1PenaltyLeavesOnlyTheIntercept() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(3), 300, 4, -1);
        LogisticModel model = train(settings(all.features(), LogisticExtras.NONE.withL1(1e4)), List.of(all));
        assertThat(model.coefficients()).containsOnly(0.0);
        double frauds = model.training().frauds();
        double rows = model.training().rows();
        assertThat(model.intercept()).isCloseTo(Math.log(frauds / (rows - frauds)), within(1e-9));
    }

    @Test
    void aWarmStartReachesTheSameOptimumInFewerRounds() throws Exception {
        Dataset july = RandomRows.labelled(new SplittableRandom(4), 600, 5, -2);
        Dataset august = Dataset.copyOf(july);
        Dataset more = RandomRows.labelled(new SplittableRandom(4), 650, 5, -2);
        for (int i = 600; i < 650; i++) {
            august.add(more.row(i), more.label(i));
        }
        LogisticModel before = train(settings(july.features(), LogisticExtras.NONE), List.of(july));
        LogisticModel cold = train(settings(july.features(), LogisticExtras.NONE), List.of(august));
        LogisticModel warm =
                train(settings(july.features(), LogisticExtras.NONE.startingFrom(before)), List.of(august));
        assertThat(warm.training().rounds()).isLessThan(cold.training().rounds());
        for (int j = 0; j < 5; j++) {
            assertThat(warm.coefficients().get(j)).isCloseTo(cold.coefficients().get(j), within(1e-9));
        }
        LogisticModel again = train(settings(july.features(), LogisticExtras.NONE.startingFrom(cold)), List.of(august));
        assertThat(again.training().rounds()).isLessThanOrEqualTo(4);
        assertThatThrownBy(() -> settings(List.of("other"), LogisticExtras.NONE.startingFrom(before)))
                .hasMessageContaining("The model to start from has columns");
    }

    @RandomCases(3)
    void extrasKeepStatesEqualForEveryPartitionAndSurviveTheirBytes(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 300, 4, -1);
        LogisticModel before = train(settings(all.features(), LogisticExtras.NONE), List.of(all));
        RowWeights weights = new RowWeights(7, Optional.of(new RowWeights.Column("x1", 2, true)));
        LogisticNewton computation = new LogisticNewton(settings(
                all.features(),
                LogisticExtras.NONE.withL1(2).withWeights(weights).startingFrom(before)));
        List<byte[]> pooled = new ArrayList<>();
        List<byte[]> dealt = new ArrayList<>();
        PlainRunner.run(computation, List.of(all), s -> pooled.add(computation.encode(s)));
        PlainRunner.run(computation, RandomRows.deal(random, all, 5, 1), s -> dealt.add(computation.encode(s)));
        assertThat(dealt.toArray(byte[][]::new)).isDeepEqualTo(pooled.toArray(byte[][]::new));
        for (byte[] state : pooled) {
            assertThat(computation.encode(computation.decode(state))).isEqualTo(state);
        }
    }

    /** The heaviest weights on the most lopsided rows stay within the slots that the plan promises. */
    @Test
    void weightsDoNotBreakTheBounds() throws Exception {
        Dataset spike = Dataset.empty(List.of("x", "amount"));
        for (int i = 0; i < 50; i++) {
            spike.add(new double[] {i == 0 ? 1e12 : 0, 1e12}, i == 0 || i % 2 == 0 ? 1 : 0);
        }
        RowWeights weights = new RowWeights(1_024, Optional.of(new RowWeights.Column("amount", 1, true)));
        LogisticNewton newton =
                new LogisticNewton(settings(spike.features(), LogisticExtras.NONE.withWeights(weights)));
        LogisticState state = newton.initialState();
        int rounds = 0;
        while (!newton.isFinished(state)) {
            RoundPlan plan = newton.plan(state);
            List<BigInteger> sums = plan.checked(newton.contribute(state, spike));
            state = newton.fold(state, sums, 3);
            rounds++;
        }
        assertThat(rounds).isGreaterThan(4);
    }
}
