package io.concordat.model.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.model.testing.RandomCases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Second-exact columns equal a count over all earlier rows, and the published ones of real files to six digits. */
class CardFeaturesTest {
    private static final long DAY = 86_400;

    @RandomCases(5)
    void windowsEqualACountOverAllEarlierRows(SplittableRandom random) {
        List<CardTransaction> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long seconds = 17_700 * DAY + random.nextLong(50 * DAY);
            rows.add(new CardTransaction(
                    i, seconds, random.nextInt(4), random.nextInt(3), random.nextInt(100), random.nextInt(5) == 0, 0));
        }
        rows.sort(Comparator.comparingLong(CardTransaction::seconds));
        rows.set(100, sameSecond(rows.get(100), rows.get(99)));
        Map<Long, double[]> columns = columns(rows);
        for (CardTransaction row : rows) {
            List<CardTransaction> earlier = rows.stream()
                    .filter(past -> past.seconds() <= row.seconds())
                    .toList();
            double[] found = columns.getOrDefault(row.id(), new double[0]);
            int at = 3;
            for (int window : new int[] {1, 7, 30}) {
                List<CardTransaction> own = earlier.stream()
                        .filter(past ->
                                past.customer() == row.customer() && past.seconds() > row.seconds() - window * DAY)
                        .toList();
                assertThat(found[at++]).isEqualTo(own.size());
                assertThat(found[at++])
                        .isEqualTo(own.stream()
                                        .mapToDouble(CardTransaction::amount)
                                        .sum()
                                / own.size());
            }
            for (int window : new int[] {1, 7, 30}) {
                List<CardTransaction> there = earlier.stream()
                        .filter(past -> past.terminal() == row.terminal()
                                && past.seconds() <= row.seconds() - 7 * DAY
                                && past.seconds() > row.seconds() - (7 + window) * DAY)
                        .toList();
                double frauds = there.stream().filter(CardTransaction::fraud).count();
                assertThat(found[at++]).isEqualTo(there.size());
                assertThat(found[at++]).isEqualTo(there.isEmpty() ? 0 : frauds / there.size());
            }
        }
    }

    private static CardTransaction sameSecond(CardTransaction row, CardTransaction as) {
        return new CardTransaction(
                row.id(), as.seconds(), as.customer(), as.terminal(), row.amount(), row.fraud(), row.scenario());
    }

    private static Map<Long, double[]> columns(List<CardTransaction> rows) {
        Map<Long, double[]> columns = new HashMap<>();
        CardFeatures features = new CardFeatures(7, (row, found) -> columns.put(row.id(), found));
        rows.forEach(features::next);
        features.end();
        return columns;
    }

    @Test
    void ownColumnsOfRawRowsEqualThePublishedOnesToSixDigits() {
        for (int bank = 0; bank < FdhRows.BANKS; bank++) {
            Map<Long, double[]> published = FdhRows.prepared("bank" + bank + "_train.csv.gz", 3);
            published.putAll(FdhRows.prepared("bank" + bank + "_test.csv.gz", 3));
            Map<Long, double[]> found = columns(FdhRows.raw(bank));
            assertThat(found.keySet().containsAll(published.keySet())).isTrue();
            published.forEach((id, expected) -> assertSame(found.getOrDefault(id, new double[0]), expected));
        }
    }

    @Test
    void secondExactHistoryOverAllBanksEqualsThePublishedOneToSixDigits() {
        List<CardTransaction> all = new ArrayList<>();
        for (int bank = 0; bank < FdhRows.BANKS; bank++) {
            all.addAll(FdhRows.raw(bank));
        }
        all.sort(Comparator.comparingLong(CardTransaction::seconds).thenComparingLong(CardTransaction::id));
        Map<Long, double[]> published = FdhRows.prepared("network_train.csv.gz", 1);
        published.putAll(FdhRows.prepared("network_test.csv.gz", 1));
        Map<Long, double[]> found = columns(all);
        assertThat(published).hasSize(67_240 + 67_080);
        published.forEach((id, expected) -> {
            double[] row = found.getOrDefault(id, new double[15]);
            assertSame(Arrays.copyOfRange(row, 9, 15), expected);
        });
    }

    /** The files have six significant digits. */
    private static void assertSame(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            if (Math.abs(found[i] - expected[i]) > 5.1e-6 * Math.abs(expected[i])) {
                assertThat(found[i]).as("column %d", i).isEqualTo(expected[i]);
            }
        }
    }
}
