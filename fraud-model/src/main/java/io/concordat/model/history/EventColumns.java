package io.concordat.model.history;

import java.util.List;

/**
 * Events as a {@link io.concordat.model.data.RowSource}: the key's place in the directory (or {@link KeyDirectory#ABSENT}),
 * the day of the transaction, the day from which its label was known, and as label 1 for a confirmed fraud.
 */
public final class EventColumns {
    public static final String KEY = "key";
    public static final String DAY = "day";
    public static final String REPORT_DAY = "report-day";

    /** All columns in order. */
    public static final List<String> ALL = List.of(KEY, DAY, REPORT_DAY);

    private EventColumns() {}
}
