package io.concordat.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.TrainingSummary;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the histograms say, beside the same figures from the rows themselves. */
final class EvaluationReportTest {
    private static final int ROWS = 5_000;
    private static final double CAP = 150;

    /** A model of x0; the amount stands beside it. */
    private static final LogisticModel MODEL = new LogisticModel(
            List.of("x0"),
            List.of(0.0),
            List.of(1.0),
            List.of(1.5),
            -3,
            new TrainingSummary(100, 10, 3, true, 1, 0, 1.5, "Converged", List.of()));

    private static Dataset rows(SplittableRandom random) {
        Dataset rows = Dataset.empty(List.of("x0", "amount"));
        for (int i = 0; i < ROWS; i++) {
            double x = random.nextGaussian();
            double amount = Math.exp(random.nextGaussian(4, 1));
            rows.add(new double[] {x, amount}, random.nextDouble() < 1 / (1 + Math.exp(3 - 1.5 * x)) ? 1 : 0);
        }
        return rows;
    }

    private static double logit(Dataset rows, int i) {
        return MODEL.logit(new double[] {rows.row(i)[0]});
    }

    private static HistogramState.Opened open(Dataset rows, SplittableRandom random) throws Exception {
        ScoreHistograms histograms = new ScoreHistograms(MODEL, Optional.of(new AmountColumn("amount", CAP)));
        return (HistogramState.Opened) PlainRunner.run(histograms, RandomRows.deal(random, rows, 3, 1));
    }

    private static EvaluationReport report(HistogramState.Opened opened) {
        return EvaluationReport.of(opened, MODEL, 0.01).orElseThrow();
    }

    @RandomCases(3)
    void alertsFindWhatTheHighestScoresHold(SplittableRandom random) throws Exception {
        Dataset rows = rows(random);
        EvaluationReport report = report(open(rows, random));
        List<Integer> order = IntStream.range(0, ROWS)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> logit(rows, i))
                        .reversed())
                .toList();
        double allFrauds =
                IntStream.range(0, ROWS).filter(i -> rows.label(i) == 1).count();
        double allAmounts = IntStream.range(0, ROWS)
                .filter(i -> rows.label(i) == 1)
                .mapToDouble(i -> Math.min(CAP, rows.row(i)[1]))
                .sum();
        for (AlertBudget budget : report.budgets()) {
            double found = 0;
            double amount = 0;
            for (int i : order.subList(0, (int) budget.alerts())) {
                found += rows.label(i);
                amount += rows.label(i) * Math.min(CAP, rows.row(i)[1]);
            }
            double slack = 20 / allFrauds; // rows that share the last bin
            assertThat(budget.recall()).isCloseTo(found / allFrauds, within(slack));
            assertThat(budget.valueDetectionRate().orElseThrow()).isCloseTo(amount / allAmounts, within(2 * slack));
            assertThat(budget.truePositives() + budget.falsePositives())
                    .isCloseTo((double) budget.alerts(), within(1e-9));
            assertThat(budget.truePositives() + budget.falseNegatives()).isCloseTo(allFrauds, within(1e-9));
            assertThat(budget.trueNegatives() + budget.falsePositives()).isCloseTo(ROWS - allFrauds, within(1e-9));
            assertThat(budget.precision()).isCloseTo(budget.truePositives() / budget.alerts(), within(1e-12));
            assertThat(budget.lift()).isCloseTo(budget.recall() / budget.alerts() * ROWS, within(1e-9));
        }
        assertThat(report.budgets()).extracting(AlertBudget::share).isSorted().contains(0.01);
    }

    @RandomCases(3)
    void lossesAndKsStayWithinTheirStatedBinErrors(SplittableRandom random) throws Exception {
        Dataset rows = rows(random);
        EvaluationReport report = report(open(rows, random));
        double brier = 0;
        double logLoss = 0;
        double[] scores = new double[ROWS];
        boolean[] frauds = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            scores[i] = logit(rows, i);
            frauds[i] = rows.label(i) == 1;
            double p = 1 / (1 + Math.exp(-scores[i]));
            brier += Math.pow(p - rows.label(i), 2) / ROWS;
            logLoss -= Math.log(frauds[i] ? p : 1 - p) / ROWS;
        }
        Calibration.Losses losses = report.losses();
        assertThat(losses.rowsInOutermostBins()).isZero();
        assertThat(losses.brier()).isCloseTo(brier, within(losses.brierBinError()));
        assertThat(losses.logLoss()).isCloseTo(logLoss, within(losses.logLossBinError()));
        assertThat(losses.brierBinError()).isLessThan(2e-3);
        RankingMetrics exact =
                RankingMetrics.of(ScoreGroups.ofScores(scores, frauds), 0.01).orElseThrow();
        assertThat(report.ranking().ks()).isCloseTo(exact.ks(), within(report.ksBinError()));
        assertThat(report.ranking().auc())
                .isCloseTo(exact.auc(), within(report.ranking().aucBinError() + 1e-12));
    }

    @Test
    void calibrationGroupsHoldAllRowsAndAWellMadeModelIsCalibrated() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        EvaluationReport report = report(open(rows(random), random));
        assertThat(report.calibration()).hasSizeBetween(8, 10);
        assertThat(report.calibration().stream()
                        .mapToLong(Calibration.Group::rows)
                        .sum())
                .isEqualTo(ROWS);
        assertThat(report.calibration())
                .extracting(Calibration.Group::predicted)
                .isSorted();
        for (Calibration.Group group : report.calibration()) {
            double error = Math.sqrt(group.predicted() * (1 - group.predicted()) / group.rows());
            assertThat(group.observed()).isCloseTo(group.predicted(), within(4 * error));
        }
    }

    /** DeLong by its definition, over all pairs. */
    @RandomCases(5)
    void theIntervalIsDeLongs(SplittableRandom random) {
        int n = 60;
        double[] scores = new double[n];
        boolean[] frauds = new boolean[n];
        for (int i = 0; i < n; i++) {
            frauds[i] = i < 15;
            scores[i] = Math.rint(random.nextGaussian(frauds[i] ? 2 : 0, 2));
        }
        List<Double> v10 = new ArrayList<>();
        List<Double> v01 = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double wins = 0;
            int others = 0;
            for (int j = 0; j < n; j++) {
                if (frauds[i] != frauds[j]) {
                    double fraud = frauds[i] ? scores[i] : scores[j];
                    double genuine = frauds[i] ? scores[j] : scores[i];
                    wins += fraud > genuine ? 1 : fraud == genuine ? 0.5 : 0;
                    others++;
                }
            }
            (frauds[i] ? v10 : v01).add(wins / others);
        }
        AucInterval interval = AucInterval.of(ScoreGroups.ofScores(scores, frauds));
        double expected = Math.sqrt(variance(v10) / v10.size() + variance(v01) / v01.size());
        assertThat(interval.standardError()).isCloseTo(expected, within(1e-12));
        assertThat(interval.auc())
                .isCloseTo(v10.stream().mapToDouble(v -> v).average().orElseThrow(), within(1e-12));
        assertThat(interval.low()).isLessThan(interval.auc());
        assertThat(interval.high()).isGreaterThan(interval.auc());
    }

    private static double variance(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
    }

    @Test
    void amountsSurviveTheirBytesAndBelongToTheirSettings() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        HistogramState.Opened opened = open(rows(random), random);
        ScoreHistograms with = new ScoreHistograms(MODEL, Optional.of(new AmountColumn("amount", CAP)));
        byte[] bytes = with.encode(opened);
        assertThat(with.decode(bytes)).isEqualTo(opened);
        assertThat(ScoreHistograms.of(MODEL, bytes).amounts()).contains(new AmountColumn("amount", CAP));
        assertThat(with.features()).containsExactly("x0", "amount");
        assertThatThrownBy(() -> new ScoreHistograms(MODEL).decode(bytes))
                .isInstanceOf(StateDecodeException.class)
                .hasMessageContaining("other amounts");
        assertThatThrownBy(() -> new AmountColumn("amount", 0)).hasMessageContaining("amount cap");
    }

    @Test
    void amountsThatNoFraudsCanHaveAreRefused() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        ScoreHistograms with = new ScoreHistograms(MODEL, Optional.of(new AmountColumn("amount", CAP)));
        List<BigInteger> sums = new ArrayList<>(with.contribute(with.initialState(), rows(random)));
        sums.set(2 * LogitBins.COUNT, BigInteger.ONE); // no fraud has so low a score
        assertThat(with.fold(with.initialState(), sums, 1))
                .isInstanceOfSatisfying(HistogramState.Unusable.class, unusable -> assertThat(unusable.reason())
                        .contains("amounts in bin 0", "0 frauds"));
    }
}
