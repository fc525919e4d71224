package io.concordat.model.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.testing.RandomCases;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Window columns equal a count over the banks' events, and nothing of a row's own day is in them. */
class HistoryFeaturesTest {
    private static final int FIRST = 17_700;

    @RandomCases(10)
    void exactDayCellsGiveTheWindowsOfTheEventsThemselves(SplittableRandom random) throws Exception {
        int days = 60;
        int keys = 4;
        List<Dataset> banks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            banks.add(HistoryComputationTest.bank(random, keys, days, 300));
        }
        HistoryScheme scheme = new HistoryScheme(
                HistoryComputationTest.directory(keys), HistoryOptions.exact(), FIRST, FIRST + days - 1, 3, 1);
        HistoryState end = PlainRunner.run(new HistoryComputation(scheme, random), banks);
        HistoryFeatures features =
                new HistoryFeatures(CellLedger.empty(scheme.directory()).with(end.opened()), HistoryOptions.exact(), 7);

        for (int i = 0; i < 40; i++) {
            int key = random.nextInt(keys);
            long day = FIRST + 40L + random.nextInt(days - 40);
            double[] row = features.row(key, day);
            for (int w = 0; w < HistoryFeatures.WINDOWS.size(); w++) {
                int window = HistoryFeatures.WINDOWS.get(w);
                double frauds = count(banks, key, 2, true, day - window, day - 1);
                double events = count(banks, key, 1, false, day - 7 - window, day - 8);
                assertThat(row[3 * w]).isEqualTo(events);
                assertThat(row[3 * w + 1]).isEqualTo(frauds);
                assertThat(row[3 * w + 2]).isEqualTo(frauds == 0 ? 0 : frauds / Math.max(events, frauds));
            }
        }
        assertThat(features.row(KeyDirectory.ABSENT, FIRST + 50)).containsOnly(0);
    }

    private static double count(List<Dataset> banks, int key, int column, boolean fraud, long from, long to) {
        double count = 0;
        for (Dataset bank : banks) {
            for (int i = 0; i < bank.size(); i++) {
                double[] row = bank.row(i);
                boolean counts = row[0] == key && row[column] >= from && row[column] <= to;
                count += counts && (!fraud || bank.label(i) == 1) ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aRowSeesReportDaysBeforeItsOwnOnlyAndASkippedDayCountsNothing() {
        KeyDirectory directory = HistoryComputationTest.directory(1);
        List<OpenedCells> cells = new ArrayList<>();
        for (int day = FIRST; day < FIRST + 40; day++) {
            if (day != FIRST + 33) {
                cells.add(new OpenedCells(
                        new CellPeriod(CellKind.FRAUD_BANKS, day), new int[] {day == FIRST + 35 ? 2 : 0}));
            }
        }
        HistoryFeatures features =
                new HistoryFeatures(CellLedger.empty(directory).with(cells), HistoryOptions.defaults(), 7);
        assertThat(features.row(0, FIRST + 35)[1]).isZero();
        assertThat(features.row(0, FIRST + 36)[1]).isEqualTo(2);
        assertThat(features.row(0, FIRST + 37)[1]).isZero();
        assertThat(features.row(0, FIRST + 37)[4]).isEqualTo(2);
        assertThat(features.covers(FIRST + 33)).isTrue();
        assertThat(features.covers(FIRST + 34)).isFalse();
        assertThat(features.covers(FIRST + 5)).isFalse();
    }

    @Test
    void weeklyCellsCountASeventhADay() {
        KeyDirectory directory = HistoryComputationTest.directory(1);
        long week = FIRST / 7;
        HistoryFeatures features = new HistoryFeatures(
                CellLedger.empty(directory)
                        .with(List.of(
                                new OpenedCells(new CellPeriod(CellKind.TRANSACTION_WEEK, week), new int[] {14}))),
                HistoryOptions.defaults(),
                7);
        assertThat(features.row(0, week * 7 + 8)[0]).isEqualTo(2);
        assertThat(features.row(0, week * 7 + 14)[3]).isEqualTo(14);
        assertThat(features.row(0, week * 7 + 12)[3]).isEqualTo(10);
    }
}
