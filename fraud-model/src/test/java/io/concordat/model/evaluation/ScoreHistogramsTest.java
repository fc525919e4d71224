package io.concordat.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.evaluation.HistogramState.Opened;
import io.concordat.model.evaluation.HistogramState.Unusable;
import io.concordat.model.evaluation.HistogramState.Waiting;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.TrainingSummary;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScoreHistogramsTest {
    private static LogisticModel model(double spread, double... coefficients) {
        int d = coefficients.length;
        return new LogisticModel(
                RandomRows.names(d),
                Collections.nCopies(d, 0.0),
                Collections.nCopies(d, 1.0),
                Arrays.stream(coefficients).boxed().toList(),
                -2,
                new TrainingSummary(100, 10, 5, true, 1, 0, spread, "Converged: by hand", List.of()));
    }

    private static Dataset scores(double... scores) {
        Dataset rows = Dataset.empty(RandomRows.names(1));
        for (int i = 0; i < scores.length; i++) {
            rows.add(new double[] {scores[i]}, i % 2);
        }
        return rows;
    }

    @RandomCases(10)
    void everyRowFallsIntoTheBinOfItsLogitWhateverThePartition(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 500, 3, -1);
        LogisticModel model = model(2, 0.5, 1, -0.3);
        ScoreHistograms histograms = new ScoreHistograms(model);
        Opened pooled = (Opened) PlainRunner.run(histograms, List.of(all));
        assertThat(PlainRunner.run(histograms, RandomRows.deal(random, all, 4, 1)))
                .isEqualTo(pooled);
        LogitBins bins = LogitBins.of(model);
        long[] frauds = new long[LogitBins.COUNT];
        for (int i = 0; i < all.size(); i++) {
            int bin = bins.bin(model.logit(all.row(i)));
            frauds[bin] += (long) all.label(i);
            assertThat(bin == 0 || bins.edge(bin) <= model.logit(all.row(i))).isTrue();
            assertThat(bin == LogitBins.COUNT - 1 || bins.edge(bin + 1) > model.logit(all.row(i)))
                    .isTrue();
        }
        assertThat(pooled.frauds()).isEqualTo(Arrays.stream(frauds).boxed().toList());
    }

    @Test
    void binsAreCentredOnTheInterceptAndReachTwelveSpreads() {
        LogitBins bins = LogitBins.of(model(3, 1));
        assertThat(bins.edge(512)).isEqualTo(-2);
        assertThat(bins.edge(1)).isBetween(-2 - 36.0, -2 - 35.0);
        assertThat(bins.edge(1023)).isCloseTo(-4 - bins.edge(1), within(1e-9));
        assertThat(bins.edge(513) - bins.edge(512)).isBetween(0.001 * 3, 0.003 * 3);
        assertThat(bins.bin(-2)).isEqualTo(512);
        assertThat(bins.bin(Math.nextDown(-2.0))).isEqualTo(511);
        assertThat(bins.bin(-1e300)).isZero();
        assertThat(bins.bin(1e300)).isEqualTo(1023);
        for (int k = 2; k < LogitBins.COUNT; k++) {
            assertThat(bins.edge(k)).isGreaterThan(bins.edge(k - 1));
        }
    }

    @Test
    void badRowsAreRefusedAndBadSumsEndWithAReason() {
        ScoreHistograms histograms = new ScoreHistograms(model(1, 1));
        assertThatThrownBy(() -> histograms.contribute(new Waiting(), scores(1, Double.NaN)))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("Row 2, column x0");
        assertThatThrownBy(() -> histograms.contribute(new Waiting(), scores()))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessage("The data set has no rows");
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(2 * LogitBins.COUNT, BigInteger.ZERO));
        sums.set(LogitBins.COUNT + 3, BigInteger.valueOf(-1));
        assertThat(histograms.fold(new Waiting(), sums, 3))
                .isInstanceOfSatisfying(
                        Unusable.class, state -> assertThat(state.reason()).contains("Bin 3 opened as -1"));
    }

    @Test
    void statesSurviveTheirBytesAndBelongToOneModel() throws Exception {
        ScoreHistograms histograms = new ScoreHistograms(model(1, 1));
        HistogramState opened = PlainRunner.run(histograms, List.of(scores(-3, -1, 0, 5)));
        for (HistogramState state : List.of(new Waiting(), opened, new Unusable("why"))) {
            byte[] bytes = histograms.encode(state);
            assertThat(histograms.decode(bytes)).isEqualTo(state);
            assertThatThrownBy(() -> new ScoreHistograms(model(1, 2)).decode(bytes))
                    .isInstanceOf(StateDecodeException.class)
                    .hasMessageContaining("another model");
            byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
            assertThatThrownBy(() -> histograms.decode(cut)).isInstanceOf(StateDecodeException.class);
        }
        assertThat(histograms.report(opened)).containsEntry("rows", 4.0).containsEntry("auc", 0.75);
        assertThat(histograms.report(new Waiting())).isEmpty();
    }
}
