package io.concordat.model.history;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.data.RowVisitor;

/** Reads rows as events and refuses what is none. */
final class EventRows {
    private final RowSource rows;
    private final int keys;

    /** Takes one event after the other. */
    interface Visitor {
        void event(int key, long day, long reportDay, boolean fraud);
    }

    /** @param keys how many keys the directory has */
    EventRows(RowSource rows, int keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /** Shows every event; the result is the day of the newest one, or -1 if there is none. */
    long forEach(Visitor visitor) throws ContributionRefusedException, RowSourceException {
        if (!rows.features().equals(EventColumns.ALL)) {
            throw new ContributionRefusedException(
                    "Expected the columns " + EventColumns.ALL + " but found " + rows.features());
        }
        long[] newest = {-1};
        long[] number = {0};
        RowVisitor<ContributionRefusedException> check = (row, label) -> {
            number[0]++;
            long key = whole(row[0], KeyDirectory.ABSENT, keys - 1L, EventColumns.KEY, number[0]);
            long day = whole(row[1], 0, CellPeriod.MAX_DAY, EventColumns.DAY, number[0]);
            long report = whole(row[2], 0, CellPeriod.MAX_DAY, EventColumns.REPORT_DAY, number[0]);
            long fraud = whole(label, 0, 1, "the label", number[0]);
            if (report < day) {
                throw new ContributionRefusedException(
                        "Event " + number[0] + " has its label before the day of the transaction");
            }
            newest[0] = Math.max(newest[0], day);
            visitor.event((int) key, day, report, fraud == 1);
        };
        rows.forEach(check);
        return newest[0];
    }

    private static long whole(double value, long least, long most, String column, long event)
            throws ContributionRefusedException {
        if (!(value >= least && value <= most) || value != StrictMath.rint(value)) {
            throw new ContributionRefusedException("Event " + event + " has in " + column
                    + " something else than a whole number from " + least + " to " + most);
        }
        return (long) value;
    }
}
