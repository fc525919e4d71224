package io.concordat.model.history;

import java.util.Comparator;

/**
 * One kind of cell over one day or week, for all keys.
 *
 * @param kind what is counted
 * @param number the day since 1970-01-01, or the week: {@code floor(day / 7)}
 */
public record CellPeriod(CellKind kind, long number) implements Comparable<CellPeriod> {
    /** Days beyond this (about the year 4700) are refused. */
    static final long MAX_DAY = 1_000_000;

    private static final Comparator<CellPeriod> ORDER =
            Comparator.comparing(CellPeriod::kind).thenComparingLong(CellPeriod::number);

    public CellPeriod {
        if (number < 0 || number * kind.days() > MAX_DAY) {
            throw new IllegalArgumentException(
                    "Expected a day from 1970-01-01 to day " + MAX_DAY + " but found period " + number);
        }
    }

    /** The period of this kind that holds the day. */
    public static CellPeriod of(CellKind kind, long day) {
        return new CellPeriod(kind, Math.floorDiv(day, kind.days()));
    }

    /** The first day in it. */
    public long firstDay() {
        return number * kind.days();
    }

    /** The last day in it. */
    public long lastDay() {
        return firstDay() + kind.days() - 1;
    }

    @Override
    public int compareTo(CellPeriod other) {
        return ORDER.compare(this, other);
    }
}
