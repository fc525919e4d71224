package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NewtonSumsTest {
    private static final int FEATURES = 3;

    /** What one bank opens at a trial point. */
    private static final class Opened {
        final double loss;
        final double squaredScores;
        final double[] gradient;
        final double[][] hessian;

        Opened(OpenedSums sums, int size) {
            loss = sums.real();
            squaredScores = sums.real();
            gradient = sums.reals(size);
            hessian = new double[size][size];
            for (int j = 0; j < size; j++) {
                for (int k = j; k < size; k++) {
                    hessian[j][k] = hessian[k][j] = sums.real();
                }
            }
        }
    }

    private static Opened at(Dataset rows, double[] point) throws Exception {
        FeatureStatistics statistics = new FeatureStatistics(
                rows.size(), 1, List.of(0.1, 2.0, 3.0), List.of(0.2, 1.5, 9.0), Collections.nCopies(FEATURES, false));
        List<Double> trial = new ArrayList<>();
        for (double w : point) {
            trial.add(w);
        }
        LogisticNewton newton =
                new LogisticNewton(LogisticSettings.of(rows.features()).withMinEffectiveRows(0));
        Newton state = new Newton(statistics, trial, Optional.empty(), 0, 0);
        OpenedSums sums = new OpenedSums(newton.plan(state), newton.contribute(state, rows));
        assertThat(sums.whole()).isEqualTo(rows.size());
        return new Opened(sums, point.length);
    }

    @RandomCases(10)
    void gradientAndHessianAreTheDerivativesOfTheLoss(SplittableRandom random) throws Exception {
        Dataset rows = RandomRows.labelled(random, 60, FEATURES, 0);
        double[] point = random.doubles(FEATURES + 1, -0.5, 0.5).toArray();
        Opened opened = at(rows, point);
        double h = 1e-3;
        for (int j = 0; j < point.length; j++) {
            Opened above = at(rows, moved(point, j, h));
            Opened below = at(rows, moved(point, j, -h));
            assertThat(opened.gradient[j])
                    .isCloseTo((above.loss - below.loss) / (2 * h), within(1e-3 * (1 + Math.abs(opened.gradient[j]))));
            for (int k = 0; k < point.length; k++) {
                double slope = (above.gradient[k] - below.gradient[k]) / (2 * h);
                assertThat(opened.hessian[j][k]).isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
            }
        }
    }

    private static double[] moved(double[] point, int j, double by) {
        double[] moved = point.clone();
        moved[j] += by;
        return moved;
    }

    @Test
    void oneRowByHand() throws Exception {
        Dataset rows = Dataset.empty(RandomRows.names(FEATURES));
        rows.add(new double[] {0.3, 5, 12}, 1);
        // z = (1, 2, 1); logit = ln 3, p = 3/4.
        Opened opened = at(rows, new double[] {0, 0, Math.log(3) - 1, 1});
        assertThat(opened.loss).isCloseTo(Math.log(4.0 / 3), within(1e-8));
        assertThat(opened.squaredScores).isCloseTo(Math.pow(Math.log(3) - 1, 2), within(1e-4));
        assertThat(opened.gradient[0]).isCloseTo(-0.25, within(1e-11));
        assertThat(opened.gradient[1]).isCloseTo(-0.5, within(1e-11));
        assertThat(opened.gradient[3]).isCloseTo(-0.25, within(1e-11));
        assertThat(opened.hessian[1][2]).isCloseTo(2 * 3 / 16.0, within(1e-7));
        assertThat(opened.hessian[3][3]).isCloseTo(3 / 16.0, within(1e-7));
    }

    /** The bounds of {@link NewtonPlan} are met, almost with equality, by one row in n that carries a column alone. */
    @Test
    void theWorstRowsKeepTheSlotBounds() throws Exception {
        int n = 1_000;
        Dataset spike = Dataset.empty(List.of("spike", "pair"));
        for (int i = 0; i < n; i++) {
            spike.add(new double[] {i == 0 ? 1e12 : 0, i % 2}, i == 0 || i % 2 == 0 ? 0 : 1);
        }
        LogisticNewton newton =
                new LogisticNewton(LogisticSettings.of(spike.features()).withMinEffectiveRows(0));
        LogisticState state = newton.initialState();
        while (!newton.isFinished(state)) {
            RoundPlan plan = newton.plan(state);
            List<BigInteger> sums = newton.contribute(state, spike);
            for (int i = 0; i < sums.size(); i++) {
                SlotSpec slot = plan.slots().get(i);
                assertThat(sums.get(i).abs().bitLength()).as(slot.name()).isLessThanOrEqualTo(slot.magnitudeBits());
            }
            if (state instanceof Newton trial) {
                // An attacker's worst trial point within the bounds of the plan.
                NewtonPlan bounds = NewtonPlan.of(trial.statistics(), LogisticSettings.of(RandomRows.names(FEATURES)));
                double each = bounds.maxWeightNorm() / Math.sqrt(2);
                Newton worst = new Newton(
                        trial.statistics(),
                        List.of(each, each, NewtonPlan.MAX_INTERCEPT),
                        trial.best(),
                        0,
                        trial.rounds());
                newton.contribute(worst, spike);
            }
            state = newton.fold(state, sums, 3);
        }
    }
}
