package io.concordat.model.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Columns for a bank's own rows, from cells that are opened. For a window of w days a row of day d gets
 *
 * <ul>
 *   <li>{@code HIST_FRAUD_w}: the fraud cells of report days d − w to d − 1 added up;
 *   <li>{@code HIST_NB_w}: transactions of days d − w − delay to d − 1 − delay, the days whose labels those are; a day in a
 *       weekly cell counts a seventh of it;
 *   <li>{@code HIST_RISK_w}: {@code HIST_FRAUD_w / max(HIST_NB_w, HIST_FRAUD_w)}, 0 without fraud.
 * </ul>
 *
 * Nothing of day d itself or later is used. A period that was never opened counts as 0 everywhere, as does a key that is not
 * listed. Noisy cells count only beyond what noise alone reaches in 95 of 100 cells, less that much.
 */
public final class HistoryFeatures {
    /** The windows, in days. */
    public static final List<Integer> WINDOWS = List.of(1, 7, 30);

    private static final int COLUMNS_PER_WINDOW = 3;

    private final Timeline fraud;
    private final Timeline transactions;
    private final int delay;
    private final int cut;

    /**
     * Features over these cells.
     *
     * @param options the options under which they were opened
     * @param labelDelayDays how long after a transaction its label is reported as a rule
     */
    public HistoryFeatures(CellLedger ledger, HistoryOptions options, int labelDelayDays) {
        if (labelDelayDays < 0 || labelDelayDays > HistoryScheme.MAX_DAYS) {
            throw new IllegalArgumentException(
                    "Expected a label delay of 0 to " + HistoryScheme.MAX_DAYS + " days but found " + labelDelayDays);
        }
        this.fraud = Timeline.of(ledger, options.fraud());
        this.transactions = Timeline.of(ledger, options.transactions());
        this.delay = labelDelayDays;
        this.cut = options.epsilon().map(DiscreteNoise::cut).orElse(0);
    }

    /** The names of the columns in order. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int window : WINDOWS) {
            names.add("HIST_NB_" + window);
            names.add("HIST_FRAUD_" + window);
            names.add("HIST_RISK_" + window);
        }
        return List.copyOf(names);
    }

    /** The columns of a row of this day at the key with this place, or at none. */
    public double[] row(int key, long day) {
        double[] row = new double[WINDOWS.size() * COLUMNS_PER_WINDOW];
        int at = 0;
        for (int window : WINDOWS) {
            double frauds = 0;
            double events = 0;
            for (int back = 1; back <= window && key != KeyDirectory.ABSENT; back++) {
                frauds += cell(fraud, key, day - back);
                events += cell(transactions, key, day - back - delay)
                        / transactions.kind().days();
            }
            row[at++] = events;
            row[at++] = frauds;
            row[at++] = frauds > 0 ? frauds / Math.max(events, frauds) : 0;
        }
        return row;
    }

    /** Whether all fraud cells that a row of this day uses are opened. */
    public boolean covers(long day) {
        int longest = WINDOWS.getLast();
        for (int back = 1; back <= longest; back++) {
            if (fraud.at(day - back).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private double cell(Timeline cells, int key, long day) {
        int sum = cells.at(day).map(opened -> opened.sum(key)).orElse(0);
        return cut == 0 ? sum : Math.max(0, sum - cut);
    }

    /** The cells of one kind by day. */
    private record Timeline(CellKind kind, long first, List<Optional<OpenedCells>> periods) {
        static Timeline of(CellLedger ledger, CellKind kind) {
            List<OpenedCells> all = ledger.all().stream()
                    .filter(cells -> cells.period().kind() == kind)
                    .toList();
            List<Optional<OpenedCells>> periods = new ArrayList<>();
            for (OpenedCells cells : all) {
                long place = cells.period().number() - all.getFirst().period().number();
                while (periods.size() < place) {
                    periods.add(Optional.empty());
                }
                periods.add(Optional.of(cells));
            }
            return new Timeline(
                    kind, all.isEmpty() ? 0 : all.getFirst().period().number(), List.copyOf(periods));
        }

        Optional<OpenedCells> at(long day) {
            long place = Math.floorDiv(day, kind.days()) - first;
            return place >= 0 && place < periods.size() ? periods.get((int) place) : Optional.empty();
        }
    }
}
