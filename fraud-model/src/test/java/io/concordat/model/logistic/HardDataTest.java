package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Data that training often stumbles over: a clear outcome for each. */
final class HardDataTest {
    private static LogisticNewton newton(Dataset rows) {
        return new LogisticNewton(LogisticSettings.of(rows.features()).withMinEffectiveRows(0));
    }

    private static LogisticModel train(LogisticNewton computation, List<Dataset> banks) throws Exception {
        return ((Finished) PlainRunner.run(computation, banks)).model();
    }

    /** Separable rows would drive coefficients to infinity; the penalty stops them. */
    @Test
    void separableRowsHaveAnOptimumThanksToThePenalty() throws Exception {
        Dataset separable = Dataset.empty(List.of("x"));
        for (int i = 0; i < 100; i++) {
            separable.add(new double[] {i}, i >= 50 ? 1 : 0);
        }
        LogisticModel model = train(newton(separable), List.of(separable));
        assertThat(model.training().converged()).isTrue();
        assertThat(model.coefficients().getFirst()).isBetween(2.0, 20.0);
        LogisticNewton weak = new LogisticNewton(new LogisticSettings(List.of("x"), 1e-6, 200, 0));
        LogisticModel steep = train(weak, List.of(separable));
        assertThat(steep.training().reason()).startsWith("Converged");
        assertThat(steep.coefficients().getFirst()).isGreaterThan(100);
    }

    @Test
    void collinearColumnsShareTheirWeight() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        Dataset one = RandomRows.labelled(random, 300, 1, 0);
        Dataset twice = Dataset.empty(List.of("x", "double"));
        for (int i = 0; i < one.size(); i++) {
            twice.add(new double[] {one.row(i)[0], 2 * one.row(i)[0]}, one.label(i));
        }
        LogisticModel model = train(newton(twice), List.of(twice));
        assertThat(model.training().converged()).isTrue();
        assertThat(model.coefficients().get(0)).isCloseTo(model.coefficients().get(1), within(1e-9));
    }

    @Test
    void columnsThatThePenaltyCannotTellApartEndInANamedFailure() throws Exception {
        SplittableRandom random = new SplittableRandom(6);
        Dataset many = Dataset.empty(List.of("x", "y"));
        Dataset base = RandomRows.labelled(random, 200, 1, 0);
        LogisticNewton computation = new LogisticNewton(new LogisticSettings(List.of("x", "y"), 1e-6, 50, 0));
        for (int i = 0; i < base.size(); i++) {
            many.add(new double[] {base.row(i)[0], base.row(i)[0]}, base.label(i));
        }
        Newton start = (Newton) PlainRunner.step(
                computation, PlainRunner.step(computation, computation.initialState(), List.of(many)), List.of(many));
        List<BigInteger> sums = new ArrayList<>(computation.contribute(start, many));
        // A cheating bank claims a negative curvature of y.
        int curvatureOfY = sums.size() - 3;
        sums.set(curvatureOfY, BigInteger.valueOf(-5));
        assertThat(computation.fold(start, sums, 3))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                        .contains("not positive definite at column y", "raise lambda"));
    }

    @Test
    void aConstantColumnGetsCoefficientZeroAndAWarning() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        Dataset base = RandomRows.labelled(random, 200, 1, 0);
        Dataset constant = Dataset.empty(List.of("always 3", "x"));
        for (int i = 0; i < base.size(); i++) {
            constant.add(new double[] {3, base.row(i)[0]}, base.label(i));
        }
        LogisticModel model = train(newton(constant), RandomRows.deal(random, constant, 3, 1));
        assertThat(model.coefficients().getFirst()).isEqualTo(0.0);
        assertThat(model.std().getFirst()).isEqualTo(1.0);
        assertThat(model.training().warnings())
                .singleElement()
                .asString()
                .contains("Column always 3 does not vary over all banks (mean 3.0)");
        assertThat(model.coefficients().get(1))
                .isCloseTo(train(newton(base), List.of(base)).coefficients().getFirst(), within(1e-9));
    }

    @Test
    void oneBankWithoutFraudsIsNoObstacle() throws Exception {
        Dataset all = RandomRows.labelled(new SplittableRandom(8), 600, 2, -2);
        Dataset genuine = Dataset.empty(all.features());
        Dataset rest = Dataset.empty(all.features());
        for (int i = 0; i < all.size(); i++) {
            (all.label(i) == 0 && i % 3 == 0 ? genuine : rest).add(all.row(i), all.label(i));
        }
        LogisticNewton strict = new LogisticNewton(LogisticSettings.of(all.features()));
        assertThat(train(strict, List.of(genuine, rest))).isEqualTo(train(strict, List.of(all)));
    }

    @Test
    void labelsThatAreAllTheSameEndWithAReason() throws Exception {
        Dataset genuine = Dataset.empty(List.of("x"));
        Dataset fraud = Dataset.empty(List.of("x"));
        for (int i = 0; i < 40; i++) {
            genuine.add(new double[] {i}, 0);
            fraud.add(new double[] {i}, 1);
        }
        assertThat(PlainRunner.run(newton(genuine), List.of(genuine, genuine)))
                .isEqualTo(new Failed("All 80 rows of all banks carry label 0, so there is nothing to tell apart"));
        assertThat(PlainRunner.run(newton(fraud), List.of(fraud)))
                .isEqualTo(new Failed("All 40 rows of all banks carry label 1, so there is nothing to tell apart"));
    }

    @Test
    void aBankWhoseGradientRestsOnFewRowsRefusesAndIsToldWhatToDo() throws Exception {
        Dataset all = Dataset.empty(List.of("x"));
        for (int i = 0; i < 200; i++) {
            all.add(new double[] {i % 10}, i == 7 ? 1 : 0);
        }
        LogisticNewton computation = new LogisticNewton(LogisticSettings.of(List.of("x")));
        assertThatThrownBy(() -> PlainRunner.run(computation, List.of(all)))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContainingAll(
                        "effective rows of 200", "at least 30.0", "minEffectiveRows", "Bring more rows");
        Dataset tiny = Dataset.empty(List.of("x"));
        tiny.add(new double[] {1}, 1);
        assertThatThrownBy(() -> PlainRunner.run(computation, List.of(tiny)))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("has 1 rows but at least 30.0");
    }

    @Test
    void rowsThatChangeBetweenRoundsEndTheTraining() throws Exception {
        Dataset before = RandomRows.labelled(new SplittableRandom(9), 100, 1, 0);
        LogisticNewton computation = newton(before);
        LogisticState state = PlainRunner.step(computation, computation.initialState(), List.of(before));
        state = PlainRunner.step(computation, state, List.of(before));
        Dataset more = Dataset.copyOf(before);
        more.add(new double[] {0.03}, 0);
        assertThat(PlainRunner.step(computation, state, List.of(more)))
                .isEqualTo(new Failed("The opened row count changed from 100 to 101 between two rounds; a bank's rows"
                        + " changed or a contribution was wrong"));
        Dataset wild = Dataset.empty(before.features());
        for (int i = 0; i < 100; i++) {
            wild.add(new double[] {1e11}, 1);
        }
        LogisticState trained = state;
        assertThatThrownBy(() -> computation.contribute(trained, wild))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("did the rows change after the first round?");
    }
}
