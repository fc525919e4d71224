package io.concordat.model.history;

import java.util.List;

/** Counts one bank's events in the cells of a round: period after period, in each the keys in order. */
final class CellCounter implements EventRows.Visitor {
    private final int keys;
    private final CellKind kind;
    private final long first;
    private final long[] counts;

    /** @param periods consecutive, of one kind */
    CellCounter(int keys, List<CellPeriod> periods) {
        this.keys = keys;
        this.kind = periods.getFirst().kind();
        this.first = periods.getFirst().number();
        this.counts = new long[periods.size() * keys];
    }

    @Override
    public void event(int key, long day, long reportDay, boolean fraud) {
        if (key == KeyDirectory.ABSENT || (kind.isFraud() && !fraud)) {
            return;
        }
        long period = Math.floorDiv(kind.isFraud() ? reportDay : day, kind.days()) - first;
        if (period >= 0 && period < counts.length / keys) {
            counts[(int) period * keys + key]++;
        }
    }

    long[] counts() {
        return counts.clone();
    }
}
