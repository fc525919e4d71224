package io.concordat.node.demo;

import io.concordat.model.history.HistoryFeatures;
import io.concordat.model.logistic.LogisticModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Recall when each bank looks at the same share of its own held-out rows, by fraud scenario. */
final class CardsTable {
    private static final int SCENARIOS = 3;
    private static final int CROSS_INSTITUTION = 2;

    private final CardsRows rows;
    private final CardsTwin twin;
    private final double budget;

    private record Scored(CardsRows.Row row, double score) {}

    CardsTable(CardsRows rows, CardsTwin twin, double budget) {
        this.rows = rows;
        this.twin = twin;
        this.budget = budget;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        long[] all = counts(heldOut());
        lines.add(String.format(
                Locale.ROOT,
                "Frauds found when each bank looks at %.1f %% of its held-out payments, %d banks:",
                100 * budget,
                rows.banks().size()));
        lines.add(String.format(
                Locale.ROOT, "%-28s %18s %14s %14s %9s", "", "cross-institution", "high amount", "stolen card", "all"));
        lines.add(line("frauds held out", all, all, true));
        lines.add(line("each bank alone", found(alone()), all, false));
        lines.add(line("joint", found(joint(Optional.empty(), twin.joint())), all, false));
        lines.add(line("joint + shared history", found(joint(Optional.of(twin.history()), twin.shared())), all, false));
        lines.add("Cross-institution: frauds at compromised terminals, which strike customers of several banks.");
        lines.add(String.format(
                Locale.ROOT,
                "Standard error of a cross-institution recall: about %.3f. The world is generated; real figures differ.",
                0.5 / Math.sqrt((double) Math.max(1, all[CROSS_INSTITUTION]))));
        return lines;
    }

    private static String line(String name, long[] found, long[] all, boolean counts) {
        return String.format(
                Locale.ROOT,
                "%-28s %18s %14s %14s %9s",
                name,
                cell(found[2], all[2], counts),
                cell(found[1], all[1], counts),
                cell(found[3], all[3], counts),
                cell(found[0], all[0], counts));
    }

    private static String cell(long found, long all, boolean count) {
        if (count) {
            return Long.toString(found);
        }
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) found / all);
    }

    private List<List<Scored>> alone() {
        List<Optional<LogisticModel>> models = twin.alone();
        List<List<Scored>> scored = new ArrayList<>();
        for (int bank = 0; bank < models.size(); bank++) {
            Optional<LogisticModel> model = models.get(bank);
            scored.add(heldOut(bank).stream()
                    .map(row -> new Scored(
                            row, model.map(own -> own.logit(row.columns())).orElse(0.0)))
                    .toList());
        }
        return scored;
    }

    private List<List<Scored>> joint(Optional<HistoryFeatures> history, LogisticModel model) {
        List<List<Scored>> scored = new ArrayList<>();
        for (int bank = 0; bank < rows.banks().size(); bank++) {
            scored.add(heldOut(bank).stream()
                    .map(row -> new Scored(row, model.logit(rows.columns(row, history))))
                    .toList());
        }
        return scored;
    }

    private List<CardsRows.Row> heldOut(int bank) {
        return rows.banks().get(bank).stream()
                .filter(row -> CardsRows.HOLD_OUT.holds(row.payment()))
                .toList();
    }

    private List<CardsRows.Row> heldOut() {
        List<CardsRows.Row> all = new ArrayList<>();
        for (int bank = 0; bank < rows.banks().size(); bank++) {
            all.addAll(heldOut(bank));
        }
        return all;
    }

    private long[] found(List<List<Scored>> banks) {
        List<CardsRows.Row> alerts = new ArrayList<>();
        for (List<Scored> bank : banks) {
            bank.stream()
                    .sorted(Comparator.comparingDouble(Scored::score)
                            .reversed()
                            .thenComparingLong(scored -> scored.row().payment().id()))
                    .limit(Math.round(budget * bank.size()))
                    .forEach(scored -> alerts.add(scored.row()));
        }
        return counts(alerts);
    }

    /** Frauds altogether at 0, and of each scenario at its number. */
    private static long[] counts(List<CardsRows.Row> rows) {
        long[] counts = new long[SCENARIOS + 1];
        for (CardsRows.Row row : rows) {
            if (row.payment().fraud()) {
                counts[0]++;
                counts[row.payment().scenario()]++;
            }
        }
        return counts;
    }
}
