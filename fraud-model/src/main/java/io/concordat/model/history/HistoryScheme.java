package io.concordat.model.history;

import java.util.ArrayList;
import java.util.List;

/**
 * One job's worth of cells: every report day of a range, and every week (or day) of transactions that ends in it.
 *
 * @param directory the keys
 * @param options what is opened
 * @param fromDay the first day
 * @param toDay the last day, at most {@value #MAX_DAYS} later
 * @param cohort how many banks contribute
 * @param toleratedCollusion how many of them may collude: the noise of the others alone is enough
 */
public record HistoryScheme(
        KeyDirectory directory, HistoryOptions options, long fromDay, long toDay, int cohort, int toleratedCollusion) {
    /** The most days of one job. */
    public static final int MAX_DAYS = 400;

    /** Cells that are opened in one round, unless one period alone has more. */
    static final int CELLS_PER_ROUND = 1 << 15;

    public HistoryScheme {
        if (fromDay < 0 || toDay < fromDay || toDay - fromDay >= MAX_DAYS || toDay > CellPeriod.MAX_DAY) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MAX_DAYS + " days from 1970 on but found day " + fromDay + " to day " + toDay);
        }
        if (cohort < 2 || toleratedCollusion < 0 || toleratedCollusion >= cohort) {
            throw new IllegalArgumentException("Expected at least 2 banks, fewer of them colluding, but found " + cohort
                    + " and " + toleratedCollusion);
        }
    }

    /** All periods in the order in which they are opened. */
    public List<CellPeriod> periods() {
        List<CellPeriod> periods = new ArrayList<>();
        for (CellKind kind : List.of(options.fraud(), options.transactions())) {
            for (long day = fromDay; day <= toDay; day++) {
                CellPeriod period = CellPeriod.of(kind, day);
                if (period.lastDay() == day) {
                    periods.add(period);
                }
            }
        }
        return List.copyOf(periods);
    }

    /** The periods of each round: consecutive ones of one kind, as many as keep the round small. */
    List<List<CellPeriod>> rounds() {
        int most = Math.max(1, CELLS_PER_ROUND / directory.size());
        List<List<CellPeriod>> rounds = new ArrayList<>();
        List<CellPeriod> round = new ArrayList<>();
        for (CellPeriod period : periods()) {
            if (!round.isEmpty() && (round.size() == most || round.getFirst().kind() != period.kind())) {
                rounds.add(List.copyOf(round));
                round.clear();
            }
            round.add(period);
        }
        rounds.add(List.copyOf(round));
        return List.copyOf(rounds);
    }

    /** How many rounds it takes. */
    public int roundCount() {
        return rounds().size();
    }
}
