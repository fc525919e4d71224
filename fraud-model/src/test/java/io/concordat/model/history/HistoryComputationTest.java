package io.concordat.model.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.testing.RandomCases;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cells summed by the computation equal those counted the long way round, and what cannot be a sum is refused. */
class HistoryComputationTest {
    private static final int FIRST = 17_700;

    static KeyDirectory directory(int keys) {
        return KeyDirectory.of(
                1,
                IntStream.range(0, keys)
                        .mapToObj(i -> String.format("t%05d", i))
                        .toList());
    }

    static Dataset bank(SplittableRandom random, int keys, int days, int events) {
        Dataset rows = Dataset.empty(EventColumns.ALL);
        for (int i = 0; i < events; i++) {
            int day = FIRST + random.nextInt(days);
            rows.add(
                    new double[] {random.nextInt(keys + 1) - 1, day, day + random.nextInt(5)},
                    random.nextInt(4) == 0 ? 1 : 0);
        }
        rows.add(new double[] {0, FIRST + days, FIRST + days}, 0);
        return rows;
    }

    private static HistoryScheme scheme(int keys, int days, HistoryOptions options) {
        return new HistoryScheme(directory(keys), options, FIRST, FIRST + days - 1, 3, 1);
    }

    @RandomCases(40)
    void openedCellsEqualTheOracle(SplittableRandom random) throws Exception {
        int keys = 1 + random.nextInt(9);
        int days = 1 + random.nextInt(20);
        int clip = 1 + random.nextInt(3);
        HistoryOptions options = random.nextBoolean()
                ? new HistoryOptions(CellKind.FRAUD_BANKS, CellKind.TRANSACTION_WEEK, clip, Optional.empty())
                : new HistoryOptions(CellKind.FRAUD_COUNT, CellKind.TRANSACTION_DAY, clip, Optional.empty());
        HistoryScheme scheme = scheme(keys, days, options);
        List<Dataset> banks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            banks.add(bank(random, keys, days, random.nextInt(200)));
        }
        HistoryComputation computation = new HistoryComputation(scheme, random);

        HistoryState end = PlainRunner.run(computation, banks, state -> assertThat(decoded(computation, state))
                .isEqualTo(state));

        assertThat(end).isInstanceOf(HistoryState.Complete.class);
        List<OpenedCells> expected = scheme.periods().stream()
                .map(period -> CellOracle.cells(period, keys, clip, banks))
                .toList();
        assertThat(end.opened()).isEqualTo(expected);
        assertThat(CellLedger.empty(scheme.directory()).with(end.opened()).all())
                .hasSameSizeAs(expected);
    }

    private static HistoryState decoded(HistoryComputation computation, HistoryState state) {
        try {
            return computation.decode(computation.encode(state));
        } catch (StateDecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void indicatorAboveTheNumberOfBanksFailsTheRoundAndKeepsTheRoundsBefore() {
        HistoryComputation computation =
                new HistoryComputation(scheme(2, 7, HistoryOptions.defaults()), new SplittableRandom(1));
        RoundPlan plan = computation.plan(computation.initialState());
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(plan.slots().size(), BigInteger.TWO));
        HistoryState good = computation.fold(computation.initialState(), sums, 3);
        assertThat(good).isInstanceOf(HistoryState.Opening.class);

        for (long wrong : new long[] {4, -1}) {
            sums.set(3, BigInteger.valueOf(wrong));
            HistoryState bad = computation.fold(computation.initialState(), sums, 3);
            assertThat(bad).isInstanceOf(HistoryState.Unusable.class);
            assertThat(((HistoryState.Unusable) bad).reason()).contains("opened as " + wrong, "0 to 3");
        }
        List<BigInteger> tooMany = Collections.nCopies(2, BigInteger.valueOf(3 * 1_023 + 1));
        HistoryState second = computation.fold(good, tooMany, 3);
        assertThat(second).isInstanceOf(HistoryState.Unusable.class);
        assertThat(second.opened()).isEqualTo(good.opened()).hasSize(7);
    }

    @Test
    void indicatorsTakeEightBitsAndCountsTwentyFour() {
        HistoryScheme scheme = scheme(10_000, 7, HistoryOptions.defaults());
        HistoryComputation computation = new HistoryComputation(scheme, new SplittableRandom(1));
        RoundPlan first = computation.plan(computation.initialState());
        assertThat(first.slotBits()).isEqualTo(8);
        assertThat(first.slots()).hasSize(3 * 10_000).allMatch(slot -> slot.magnitudeBits() == 1);
        assertThat(scheme.roundCount()).isEqualTo(4);
        RoundPlan exact = new HistoryComputation(scheme(5, 7, HistoryOptions.exact()), new SplittableRandom(1))
                .plan(computation.initialState());
        assertThat(exact.slotBits()).isEqualTo(24);
        assertThat(exact.slots()).allMatch(slot -> slot.magnitudeBits() == 16);
    }

    @Test
    void rowsThatAreNoEventsOrEndTooEarlyAreRefused() {
        HistoryComputation computation =
                new HistoryComputation(scheme(2, 7, HistoryOptions.defaults()), new SplittableRandom(1));
        refused(computation, "key", 2, FIRST, FIRST, 0);
        refused(computation, "key", 0.5, FIRST, FIRST, 0);
        refused(computation, "day", 0, Double.NaN, FIRST, 0);
        refused(computation, "label before", 0, FIRST, FIRST - 1, 0);
        refused(computation, "the label", 0, FIRST, FIRST, 2);
        refused(computation, "events end on day", 0, FIRST, FIRST, 1);
    }

    private static void refused(
            HistoryComputation computation, String because, double key, double day, double report, double label) {
        Dataset rows = Dataset.empty(EventColumns.ALL);
        rows.add(new double[] {key, day, report}, label);
        assertThatThrownBy(() -> computation.contribute(computation.initialState(), rows))
                .isInstanceOf(ContributionRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void aStateOfAnotherDirectoryIsRefused() {
        HistoryComputation one =
                new HistoryComputation(scheme(2, 7, HistoryOptions.defaults()), new SplittableRandom(1));
        HistoryComputation other =
                new HistoryComputation(scheme(3, 7, HistoryOptions.defaults()), new SplittableRandom(1));
        assertThatThrownBy(() -> other.decode(one.encode(one.initialState())))
                .isInstanceOf(StateDecodeException.class)
                .hasMessageContaining("another directory");
    }

    @Test
    void directoriesAreSortedDistinctAndKnownByTheirDigest() {
        KeyDirectory directory = KeyDirectory.of(1, List.of("a", "b"));
        assertThat(directory.indexOf("b")).isEqualTo(1);
        assertThat(directory.indexOf("c")).isEqualTo(KeyDirectory.ABSENT);
        assertThat(directory.digest())
                .isNotEqualTo(KeyDirectory.of(2, List.of("a", "b")).digest())
                .isNotEqualTo(KeyDirectory.of(1, List.of("ab")).digest());
        for (List<String> bad : List.of(List.of("b", "a"), List.of("a", "a"), List.of(" "), List.<String>of())) {
            assertThatThrownBy(() -> KeyDirectory.of(1, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cellsAreOpenedOnceAndTheirBytesReadBack() throws Exception {
        CellPeriod period = new CellPeriod(CellKind.FRAUD_COUNT, FIRST);
        OpenedCells cells = new OpenedCells(period, new int[] {0, 3, 0, -200, 70_000});
        assertThat(OpenedCells.decode(period, 5, cells.encode())).isEqualTo(cells);
        assertThatThrownBy(() -> OpenedCells.decode(period, 4, cells.encode()))
                .isInstanceOf(StateDecodeException.class);
        CellLedger ledger = CellLedger.empty(directory(5)).with(List.of(cells));
        assertThatThrownBy(() -> ledger.with(List.of(cells))).hasMessageContaining("opened already");
    }

    /** Over all banks the noise is the difference of two geometric numbers: variance 2q/(1 − q)². */
    @Test
    void noiseOfAllHonestBanksHasTheVarianceOfTheDiscreteLaplaceLaw() {
        SplittableRandom random = new SplittableRandom(7);
        for (double epsilon : new double[] {0.5, 2}) {
            DiscreteNoise noise = new DiscreteNoise(epsilon, 4);
            double q = Math.exp(-epsilon);
            int draws = 40_000;
            double sum = 0;
            double squares = 0;
            long zeros = 0;
            for (int i = 0; i < draws; i++) {
                long all = 0;
                for (int bank = 0; bank < 4; bank++) {
                    all += noise.draw(random, 10_000);
                }
                sum += all;
                squares += (double) all * all;
                zeros += all == 0 ? 1 : 0;
            }
            double variance = 2 * q / ((1 - q) * (1 - q));
            assertThat(sum / draws).isBetween(-4 * Math.sqrt(variance / draws), 4 * Math.sqrt(variance / draws));
            assertThat(squares / draws).isBetween(0.93 * variance, 1.07 * variance);
            assertThat((double) zeros / draws).isBetween((1 - q) / (1 + q) - 0.01, (1 - q) / (1 + q) + 0.01);
        }
    }
}
