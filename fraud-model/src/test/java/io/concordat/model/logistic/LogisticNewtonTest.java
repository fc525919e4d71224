package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.logistic.LogisticState.Preparing;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogisticNewtonTest {
    private static LogisticNewton newton(Dataset rows) {
        return new LogisticNewton(LogisticSettings.of(rows.features()).withMinEffectiveRows(0));
    }

    private static LogisticModel train(LogisticNewton computation, List<Dataset> banks) throws Exception {
        return ((Finished) PlainRunner.run(computation, banks)).model();
    }

    @RandomCases(10)
    void everyStateIsTheSameForEveryPartitionAndOrderOfTheRows(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 400, 1 + random.nextInt(6), -2);
        LogisticNewton computation = newton(all);
        List<byte[]> pooled = new ArrayList<>();
        List<byte[]> dealt = new ArrayList<>();
        PlainRunner.run(computation, List.of(all), s -> pooled.add(computation.encode(s)));
        List<Dataset> banks = RandomRows.deal(random, all, 2 + random.nextInt(6), 1);
        PlainRunner.run(computation, banks, s -> dealt.add(computation.encode(s)));
        assertThat(dealt.toArray(byte[][]::new)).isDeepEqualTo(pooled.toArray(byte[][]::new));
    }

    @RandomCases(10)
    void theModelIsTheOptimum(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 500, 4, -1.5);
        LogisticModel model = train(newton(all), RandomRows.deal(random, all, 3, 1));
        assertThat(model.training().converged()).isTrue();
        assertThat(model.training().gradientNorm()).isLessThan(1e-8);
        assertThat(norm(PlainObjective.gradient(model, all, 1.0))).isLessThan(2e-8);
        double objective = PlainObjective.value(model, all, 1.0);
        for (int k = 0; k < 20; k++) {
            double[] direction = random.doubles(5, -1e-3, 1e-3).toArray();
            assertThat(PlainObjective.value(PlainObjective.moved(model, direction), all, 1.0))
                    .isGreaterThan(objective);
        }
        assertThat(model.training().loss()).isCloseTo(PlainObjective.value(model, all, 0), within(1e-6));
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        return Math.sqrt(squares);
    }

    @Test
    void aSpentBudgetOfRoundsStillGivesAModelThatSaysSo() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(10), 300, 3, -2);
        LogisticNewton two = new LogisticNewton(new LogisticSettings(all.features(), 1, 2, 0));
        LogisticModel model = train(two, List.of(all));
        assertThat(model.training().converged()).isFalse();
        assertThat(model.training().rounds()).isEqualTo(4);
        assertThat(model.training().reason()).isEqualTo("Stopped: the agreed 2 rounds are used up");
        assertThat(model.training().warnings()).singleElement().asString().contains("before the optimum");
    }

    @Test
    void aPointThatIsWorseIsAnsweredByHalvingTheStep() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(12), 300, 1, 0);
        LogisticNewton computation = newton(all);
        LogisticState known = PlainRunner.step(computation, computation.initialState(), List.of(all));
        Newton start = (Newton) PlainRunner.step(computation, known, List.of(all));
        Newton first = (Newton) PlainRunner.step(computation, start, List.of(all));
        BestPoint best = first.best().orElseThrow();
        Newton overshot = new Newton(first.statistics(), List.of(8.0, -8.0), first.best(), 0, 1);
        Newton halved = (Newton) PlainRunner.step(computation, overshot, List.of(all));
        assertThat(halved.halvings()).isEqualTo(1);
        assertThat(halved.rounds()).isEqualTo(2);
        assertThat(halved.best()).contains(best);
        assertThat(halved.weights())
                .containsExactly(4 + best.weights().get(0) / 2, (best.weights().get(1) - 8) / 2);
        Newton accepted = (Newton) PlainRunner.step(computation, first, List.of(all));
        assertThat(accepted.halvings()).isZero();
        assertThat(accepted.best().orElseThrow().objective()).isLessThan(best.objective());
    }

    @Test
    void afterFiveHalvingsTheBestPointIsTheModelAndIsSaidNotToBeTheOptimum() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(13), 300, 1, 0);
        LogisticNewton computation = newton(all);
        LogisticState known = PlainRunner.step(computation, computation.initialState(), List.of(all));
        Newton start = (Newton) PlainRunner.step(computation, known, List.of(all));
        // An objective that no point reaches, as after a contribution that lied about its loss.
        BestPoint unbeatable = new BestPoint(List.of(0.25, 0.5), 1, 1, 3, 1);
        LogisticState state = new Newton(start.statistics(), List.of(1.0, 1.0), Optional.of(unbeatable), 0, 1);
        int rounds = 0;
        while (!computation.isFinished(state)) {
            state = PlainRunner.step(computation, state, List.of(all));
            rounds++;
        }
        assertThat(rounds).isEqualTo(6);
        LogisticModel model = ((Finished) state).model();
        assertThat(model.coefficients()).containsExactly(0.25);
        assertThat(model.intercept()).isEqualTo(0.5);
        assertThat(model.training().converged()).isFalse();
        assertThat(model.training().reason())
                .isEqualTo("Stopped: no point along the last step was better, halved 5 times");
    }

    @Test
    void theStateGoesFromMeansToVariancesToNewtonToFinished() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(11), 300, 2, -1);
        LogisticNewton computation = newton(all);
        List<LogisticState> states = new ArrayList<>();
        PlainRunner.run(computation, List.of(all), states::add);
        assertThat(states.get(0)).isInstanceOf(Preparing.class);
        assertThat(states.get(1)).isInstanceOf(Newton.class);
        assertThat(states.getLast()).isInstanceOf(Finished.class);
        assertThat(((Finished) states.getLast()).model().training().rounds()).isEqualTo(states.size());
        assertThat(computation.report(states.get(0))).containsOnlyKeys("rows", "frauds");
        assertThat(computation.report(states.get(2))).containsKeys("loss", "meanLoss", "gradientNorm", "halvings");
        assertThat(computation.report(states.getLast())).containsKeys("loss", "gradientNorm");
        assertThat(computation.plan(computation.initialState()).slots()).hasSize(4);
        assertThat(computation.plan(states.get(1)).slots()).hasSize(3 + 3 + 6);
        assertThatThrownBy(() -> computation.plan(states.getLast())).isInstanceOf(IllegalArgumentException.class);
    }
}
