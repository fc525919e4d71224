package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Descending;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.GradientPoint;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogisticLbfgsTest {
    private static LogisticSettings settings(List<String> features) {
        return LogisticSettings.of(features).withMinEffectiveRows(0).withMaxRounds(400);
    }

    private static LogisticModel train(LogisticLbfgs computation, List<Dataset> banks) throws Exception {
        return ((Finished) PlainRunner.run(computation, banks)).model();
    }

    @RandomCases(5)
    void reachesTheOptimumThatNewtonReaches(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 500, 8, -1.5);
        List<Dataset> banks = RandomRows.deal(random, all, 3, 1);
        LogisticExtras extras =
                LogisticExtras.NONE.withWeights(new RowWeights(random.nextDouble(0.5, 8), Optional.empty()));
        LogisticSettings settings = settings(all.features()).withExtras(extras);
        LogisticModel model = train(new LogisticLbfgs(settings), banks);
        LogisticModel newton = ((LogisticState.Finished) PlainRunner.run(new LogisticNewton(settings), banks)).model();
        assertThat(model.training().reason()).startsWith("Converged");
        for (int j = 0; j < 8; j++) {
            assertThat(model.coefficients().get(j))
                    .isCloseTo(newton.coefficients().get(j), within(1e-6));
        }
        assertThat(model.intercept()).isCloseTo(newton.intercept(), within(1e-6));
    }

    @Test
    void aWideTableOpensNoHessian() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(2), 400, 700, -1);
        LogisticLbfgs computation = new LogisticLbfgs(settings(all.features()));
        List<LogisticState> states = new ArrayList<>();
        PlainRunner.run(computation, RandomRows.deal(new SplittableRandom(3), all, 3, 1), states::add);
        assertThat(computation.plan(states.get(1)).slots()).hasSize(3 + 701);
        LogisticModel model = ((Finished) states.getLast()).model();
        assertThat(model.training().reason()).startsWith("Converged");
        assertThat(PlainObjective.gradient(model, all, 1.0)).satisfies(gradient -> assertThat(
                        Arrays.stream(gradient).map(Math::abs).max().orElseThrow())
                .isLessThan(1e-6));
        assertThatThrownBy(() -> new LogisticNewton(settings(all.features())))
                .hasMessageContaining("at most 500 feature columns for Newton");
    }

    @RandomCases(3)
    void everyStateIsTheSameForEveryPartitionAndSurvivesItsBytes(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 200, 3, -1);
        LogisticLbfgs computation = new LogisticLbfgs(settings(all.features()));
        List<byte[]> pooled = new ArrayList<>();
        List<byte[]> dealt = new ArrayList<>();
        PlainRunner.run(computation, List.of(all), s -> pooled.add(computation.encode(s)));
        PlainRunner.run(computation, RandomRows.deal(random, all, 4, 1), s -> dealt.add(computation.encode(s)));
        assertThat(dealt.toArray(byte[][]::new)).isDeepEqualTo(pooled.toArray(byte[][]::new));
        for (byte[] state : pooled) {
            assertThat(computation.encode(computation.decode(state))).isEqualTo(state);
            byte[] cut = Arrays.copyOf(state, state.length - 1);
            assertThatThrownBy(() -> computation.decode(cut)).isInstanceOf(StateDecodeException.class);
            byte[] longer = Arrays.copyOf(state, state.length + 1);
            assertThatThrownBy(() -> computation.decode(longer)).isInstanceOf(StateDecodeException.class);
        }
    }

    @Test
    void separableAndCollinearRowsHaveAnOptimumThanksToThePenalty() throws Exception {
        Dataset rows = Dataset.empty(List.of("x", "double"));
        for (int i = 0; i < 100; i++) {
            rows.add(new double[] {i, 2 * i}, i >= 50 ? 1 : 0);
        }
        LogisticModel model = train(new LogisticLbfgs(settings(rows.features())), List.of(rows));
        assertThat(model.training().reason()).startsWith("Converged");
        assertThat(model.coefficients().get(0)).isCloseTo(model.coefficients().get(1), within(1e-6));
    }

    @Test
    void spentRoundsAndPointsThatAreNeverBetterEndWithAReason() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(10), 300, 3, -2);
        LogisticModel early = train(new LogisticLbfgs(settings(all.features()).withMaxRounds(3)), List.of(all));
        assertThat(early.training().reason()).isEqualTo("Stopped: the agreed 3 rounds are used up");
        assertThat(early.training().warnings()).singleElement().asString().contains("before the optimum");
        LogisticLbfgs computation = new LogisticLbfgs(settings(all.features()));
        LogisticState known = PlainRunner.step(computation, computation.initialState(), List.of(all));
        Descending start = (Descending) PlainRunner.step(computation, known, List.of(all));
        GradientPoint unbeatable = new GradientPoint(Collections.nCopies(4, 0.25), Collections.nCopies(4, 1.0), 1, 1);
        LogisticState state = new Descending(
                start.statistics(), Collections.nCopies(4, 1.0), Optional.of(unbeatable), List.of(), 0, 1);
        while (!computation.isFinished(state)) {
            state = PlainRunner.step(computation, state, List.of(all));
        }
        assertThat(((Finished) state).model().training().reason())
                .isEqualTo("Stopped: no point along the last step was better, halved 5 times");
    }

    @Test
    void labelsThatAreAllTheSameAndAnL1PenaltyAreRefused() throws Exception {
        Dataset genuine = Dataset.empty(List.of("x"));
        for (int i = 0; i < 40; i++) {
            genuine.add(new double[] {i}, 0);
        }
        assertThat(PlainRunner.run(new LogisticLbfgs(settings(genuine.features())), List.of(genuine)))
                .isEqualTo(new Failed("All 40 rows of all banks carry label 0, so there is nothing to tell apart"));
        LogisticSettings sparse = settings(List.of("x")).withExtras(LogisticExtras.NONE.withL1(1));
        assertThatThrownBy(() -> new LogisticLbfgs(sparse)).hasMessageContaining("no L1 penalty");
    }
}
