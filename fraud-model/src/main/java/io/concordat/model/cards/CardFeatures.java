package io.concordat.model.cards;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A bank's columns from its own rows, exact to the second. Rows are taken in ascending time; rows of the same second see each
 * other.
 *
 * <ul>
 *   <li>{@code TX_AMOUNT, WEEKEND, NIGHT} (to 6:59);
 *   <li>{@code C_NB_w, C_AVG_w}: number and mean amount of the customer's rows in (t − w, t], this one included;
 *   <li>{@code OWN_TERM_NB_w, OWN_TERM_RISK_w}: number and fraud rate of rows at the terminal in (t − delay − w, t − delay].
 * </ul>
 *
 * w is 1, 7 and 30 days; the delay is how long labels take. Memory grows with the rows of 30 days and the delay.
 */
public final class CardFeatures {
    private static final long SECONDS_OF_DAY = 86_400;
    private static final int[] WINDOWS = {1, 7, 30};
    private static final long LONGEST = 30 * SECONDS_OF_DAY;
    private static final int COLUMNS = 3 + 4 * WINDOWS.length;
    private static final int LAST_NIGHT_HOUR = 6;
    private static final int SECONDS_OF_HOUR = 3_600;

    private final long delay;
    private final Taker taker;
    private final Map<Integer, Deque<Entry>> customers = new HashMap<>();
    private final Map<Integer, Deque<Entry>> terminals = new HashMap<>();
    private final List<CardTransaction> sameSecond = new ArrayList<>();

    private record Entry(long seconds, double value) {}

    /** Takes each row with its columns, in the order of the rows. */
    @FunctionalInterface
    public interface Taker {
        void row(CardTransaction row, double[] columns);
    }

    /** @param labelDelayDays after how many days a label is known */
    public CardFeatures(int labelDelayDays, Taker taker) {
        this.delay = labelDelayDays * SECONDS_OF_DAY;
        this.taker = taker;
    }

    /** The names of the columns in order. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of("TX_AMOUNT", "WEEKEND", "NIGHT"));
        for (int window : WINDOWS) {
            names.add("C_NB_" + window);
            names.add("C_AVG_" + window);
        }
        for (int window : WINDOWS) {
            names.add("OWN_TERM_NB_" + window);
            names.add("OWN_TERM_RISK_" + window);
        }
        return List.copyOf(names);
    }

    /**
     * Takes the next row; it comes out when a later one is taken, or at the end.
     *
     * @throws IllegalArgumentException if it is earlier than the row before
     */
    public void next(CardTransaction row) {
        if (!sameSecond.isEmpty() && row.seconds() != sameSecond.getLast().seconds()) {
            if (row.seconds() < sameSecond.getLast().seconds()) {
                throw new IllegalArgumentException(
                        "Expected rows in ascending time but row " + row.id() + " is earlier than the one before");
            }
            end();
        }
        sameSecond.add(row);
    }

    /** No row follows in the second of the last one. */
    public void end() {
        for (CardTransaction row : sameSecond) {
            past(customers, row.customer(), row.seconds() - LONGEST).addLast(new Entry(row.seconds(), row.amount()));
            past(terminals, row.terminal(), row.seconds() - delay - LONGEST)
                    .addLast(new Entry(row.seconds(), row.fraud() ? 1 : 0));
        }
        for (CardTransaction row : sameSecond) {
            taker.row(row, columns(row));
        }
        sameSecond.clear();
    }

    private double[] columns(CardTransaction row) {
        double[] columns = new double[COLUMNS];
        columns[0] = row.amount();
        columns[1] = Math.floorMod(row.day() + 3, 7L) >= 5 ? 1 : 0; // 1970-01-01 was a Thursday
        columns[2] = row.secondOfDay() / SECONDS_OF_HOUR <= LAST_NIGHT_HOUR ? 1 : 0;
        int at = fill(columns, 3, past(customers, row.customer(), row.seconds() - LONGEST), row.seconds());
        fill(columns, at, past(terminals, row.terminal(), row.seconds() - delay - LONGEST), row.seconds() - delay);
        return columns;
    }

    private static Deque<Entry> past(Map<Integer, Deque<Entry>> all, int key, long forgetUpTo) {
        Deque<Entry> past = all.computeIfAbsent(key, _ -> new ArrayDeque<>());
        forget(past, forgetUpTo);
        return past;
    }

    private static void forget(Deque<Entry> past, long upTo) {
        while (!past.isEmpty() && past.getFirst().seconds() <= upTo) {
            past.removeFirst();
        }
    }

    /** Writes number and mean of the entries in (end − w, end] for each window and returns where the next column goes. */
    private static int fill(double[] columns, int from, Deque<Entry> past, long end) {
        int[] counts = new int[WINDOWS.length];
        double[] sums = new double[WINDOWS.length];
        Iterator<Entry> newestFirst = past.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            for (int w = 0; w < WINDOWS.length && entry.seconds() <= end; w++) {
                if (entry.seconds() > end - WINDOWS[w] * SECONDS_OF_DAY) {
                    counts[w]++;
                    sums[w] += entry.value();
                }
            }
        }
        for (int w = 0; w < WINDOWS.length; w++) {
            columns[from + 2 * w] = counts[w];
            columns[from + 2 * w + 1] = counts[w] == 0 ? 0 : sums[w] / counts[w];
        }
        return from + 2 * WINDOWS.length;
    }
}
