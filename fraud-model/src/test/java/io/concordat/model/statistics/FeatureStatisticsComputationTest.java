package io.concordat.model.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.statistics.StatisticsState.Known;
import io.concordat.model.statistics.StatisticsState.Means;
import io.concordat.model.statistics.StatisticsState.Unusable;
import io.concordat.model.statistics.StatisticsState.Variances;
import io.concordat.model.testing.RandomCases;
import io.concordat.model.testing.RandomRows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureStatisticsComputationTest {
    private static final List<String> AB = List.of("a", "b");

    private static FeatureStatistics statistics(double leastRows, Dataset... banks) throws Exception {
        var computation = new FeatureStatisticsComputation(banks[0].features(), leastRows);
        return ((Known) PlainRunner.run(computation, List.of(banks))).statistics();
    }

    private static Dataset rows(double[]... rows) {
        Dataset dataset = Dataset.empty(AB);
        for (double[] row : rows) {
            dataset.add(row, 0);
        }
        return dataset;
    }

    @Test
    void meansAndDeviationsOfAHandComputedCase() throws Exception {
        FeatureStatistics known = statistics(
                0, rows(new double[] {1, -4}, new double[] {2, -4}), rows(new double[] {6, 8}, new double[] {7, 8}));
        assertThat(known.rows()).isEqualTo(4);
        assertThat(known.frauds()).isZero();
        assertThat(known.mean()).containsExactly(4.0, 2.0);
        assertThat(known.std()).containsExactly(Math.sqrt(6.5), 6.0);
        assertThat(known.constant()).containsExactly(false, false);
    }

    @RandomCases(20)
    void equalPooledStatisticsAndDoNotDependOnThePartition(SplittableRandom random) throws Exception {
        Dataset all = RandomRows.labelled(random, 300, 5, -1);
        var computation = new FeatureStatisticsComputation(all.features(), 0);
        StatisticsState pooled = PlainRunner.run(computation, List.of(all));
        StatisticsState dealt = PlainRunner.run(computation, RandomRows.deal(random, all, 2 + random.nextInt(6), 1));
        assertThat(dealt).isEqualTo(pooled);
        FeatureStatistics known = ((Known) pooled).statistics();
        for (int j = 0; j < 5; j++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < all.size(); i++) {
                sum += all.row(i)[j];
            }
            double mean = sum / all.size();
            for (int i = 0; i < all.size(); i++) {
                squares += Math.pow(all.row(i)[j] - mean, 2);
            }
            double std = Math.sqrt(squares / all.size());
            assertThat(known.mean().get(j)).isCloseTo(mean, within(1e-9 * std));
            assertThat(known.std().get(j)).isCloseTo(std, within(1e-9 * std));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, -3, 123_456_789_012.3, 1e-9, 0x1p40, -0x1p40})
    void aColumnThatDoesNotVaryKeepsDeviationOneAndIsNamed(double value) throws Exception {
        Dataset first = rows(new double[] {value, 1}, new double[] {value, 2}, new double[] {value, 2});
        FeatureStatistics known = statistics(0, first, rows(new double[] {value, 5}));
        assertThat(known.constant()).containsExactly(true, false);
        assertThat(known.std().getFirst()).isEqualTo(1.0);
        assertThat(known.warnings(AB)).singleElement().asString().contains("Column a does not vary");
        double[] z = new double[2];
        known.standardizer().apply(new double[] {value, 2.5}, z);
        assertThat(z).containsExactly(0, 0);
    }

    @Test
    void aColumnOfSmallScaleKeepsItsDigits() throws Exception {
        Dataset rare = Dataset.empty(List.of("rate"));
        for (int i = 0; i < 1_000; i++) {
            rare.add(new double[] {i % 100 == 0 ? 1e-4 : 0}, 0);
        }
        assertThat(statistics(0, rare).std().getFirst()).isCloseTo(1e-4 * Math.sqrt(0.0099), within(1e-4 * 1e-8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN | 0 | Row 2, column b: the value is missing or not a number",
                "Infinity | 0 | Row 2, column b: the value Infinity is beyond the bound of 2^40",
                "-Infinity | 0 | Row 2, column b: the value -Infinity is beyond the bound of 2^40",
                "1.2e12 | 0 | Row 2, column b: the value 1.2E12 is beyond the bound of 2^40",
                "1 | 2 | Row 2: the label is 2.0 but must be 0 (genuine) or 1 (fraud)",
                "1 | 0.5 | Row 2: the label is 0.5",
                "1 | NaN | Row 2: the label is NaN",
            })
    void aBadRowIsRefusedByNameInBothRounds(double value, double label, String message) {
        Dataset bad = rows(new double[] {1, 2});
        bad.add(new double[] {1, value}, label);
        var computation = new FeatureStatisticsComputation(AB, 0);
        for (StatisticsState state : List.of(new Means(), new Variances(10, 1, List.of(0.0, 0.0)))) {
            assertThatThrownBy(() -> computation.contribute(state, bad))
                    .isInstanceOf(ContributionRefusedException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void anEmptyBankATooSmallOneAndForeignColumnsAreRefused() {
        var computation = new FeatureStatisticsComputation(AB, 3);
        assertThatThrownBy(() -> computation.contribute(new Means(), Dataset.empty(AB)))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessage("The data set has no rows");
        assertThatThrownBy(() -> computation.contribute(new Means(), rows(new double[2], new double[2])))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("has 2 rows but at least 3.0 are needed");
        assertThatThrownBy(() -> computation.contribute(new Means(), Dataset.empty(List.of("a", "c"))))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("missing [b], unexpected [c]");
        assertThatThrownBy(() -> computation.contribute(new Means(), Dataset.empty(List.of("b", "a"))))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining("in another order");
    }

    @Test
    void extremeRowsStayWithinTheSlots() throws Exception {
        Dataset extreme = rows(new double[] {0x1p40, -0x1p40}, new double[] {-0x1p40, -0x1p40});
        assertThat(statistics(0, extreme, extreme).std()).containsExactly(0x1p40, 1.0);
    }

    @Test
    void sumsThatMakeNoSenseEndTheComputationWithAReason() {
        var computation = new FeatureStatisticsComputation(List.of("a"), 0);
        assertThat(fold(computation, new Means(), 0, 0, 0)).isInstanceOf(Unusable.class);
        assertThat(fold(computation, new Means(), 5, 6, 0)).isInstanceOf(Unusable.class);
        assertThat(fold(computation, new Means(), (3L << 30) + 1, 0, 0)).isInstanceOf(Unusable.class);
        assertThat(fold(computation, new Means(), 1, 0, Long.MAX_VALUE)).isInstanceOf(Variances.class);
        BigInteger far = BigInteger.ONE.shiftLeft(81);
        assertThat(computation.fold(new Means(), List.of(BigInteger.ONE, BigInteger.ZERO, far), 3))
                .isInstanceOf(Unusable.class);
        Variances variances = new Variances(5, 1, List.of(0.0));
        assertThat(fold(computation, variances, 6, 1)).isInstanceOf(Unusable.class);
        assertThat(fold(computation, variances, 5, -1)).isInstanceOf(Unusable.class);
    }

    private static StatisticsState fold(FeatureStatisticsComputation computation, StatisticsState state, long... sums) {
        List<BigInteger> values = new ArrayList<>();
        for (long sum : sums) {
            values.add(BigInteger.valueOf(sum));
        }
        return computation.fold(state, values, 3);
    }

    @Test
    void statesSurviveTheirBytesAndForeignSettingsAreRefused() throws Exception {
        var computation = new FeatureStatisticsComputation(AB, 3);
        var statistics = new FeatureStatistics(7, 2, List.of(0.5, -1.0), List.of(1.0, 2.0), List.of(true, false));
        for (StatisticsState state : List.of(
                new Means(), new Variances(7, 2, List.of(0.5, -1.0)), new Known(statistics), new Unusable("why"))) {
            byte[] bytes = computation.encode(state);
            assertThat(computation.decode(bytes)).isEqualTo(state);
            assertThatThrownBy(() -> new FeatureStatisticsComputation(AB, 4).decode(bytes))
                    .isInstanceOf(StateDecodeException.class)
                    .hasMessageContaining("belongs to columns");
        }
    }
}
