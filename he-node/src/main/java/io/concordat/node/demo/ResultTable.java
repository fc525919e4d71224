package io.concordat.node.demo;

import io.concordat.model.evaluation.RankingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table at the end: every model on the same pooled hold-out. */
final class ResultTable {
    private static final String HEAD = "%-24s %9s %9s %9s %12s %12s";
    private static final List<String> METRICS =
            List.of("auc", "averagePrecision", "ks", "recallAt1Fpr", "recallAtBudget");

    private ResultTable() {}

    /** Lines of text. */
    static List<String> lines(JointResult joint, PlainModels.Twin twin, List<PlainModels.Alone> alone, double budget) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, HEAD, "", "ROC AUC", "avg prec", "KS", "rec @1% FPR", "rec top " + percent(budget)));
        for (PlainModels.Alone bank : alone) {
            lines.add(row("bank " + bank.bank() + " alone", bank.metrics()));
        }
        Optional<RankingMetrics> plain = twin.metrics(budget);
        lines.add(
                numbers("joint, encrypted", METRICS.stream().map(joint::metric).toList()));
        lines.add(row("joint, plain twin", plain));
        plain.ifPresent(metrics -> {
            List<Double> twins = values(metrics);
            List<Double> differences = new ArrayList<>();
            for (int i = 0; i < METRICS.size(); i++) {
                differences.add(joint.metric(METRICS.get(i)) - twins.get(i));
            }
            lines.add(numbers("encrypted minus twin", differences));
        });
        mean(alone).ifPresent(means -> {
            List<Double> gains = new ArrayList<>();
            for (int i = 0; i < METRICS.size(); i++) {
                gains.add(joint.metric(METRICS.get(i)) - means.get(i));
            }
            lines.add(numbers("joint minus mean alone", gains));
        });
        return lines;
    }

    private static Optional<List<Double>> mean(List<PlainModels.Alone> alone) {
        List<List<Double>> known = alone.stream()
                .flatMap(bank -> bank.metrics().stream())
                .map(ResultTable::values)
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < METRICS.size(); i++) {
            int column = i;
            means.add(
                    known.stream().mapToDouble(row -> row.get(column)).average().orElseThrow());
        }
        return Optional.of(means);
    }

    private static List<Double> values(RankingMetrics metrics) {
        return List.of(
                metrics.auc(),
                metrics.averagePrecision(),
                metrics.ks(),
                metrics.recallAt1Fpr(),
                metrics.recallAtBudget());
    }

    private static String row(String name, Optional<RankingMetrics> metrics) {
        return metrics.map(known -> numbers(name, values(known)))
                .orElseGet(() -> String.format(Locale.ROOT, HEAD, name, "-", "-", "-", "-", "-"));
    }

    private static String numbers(String name, List<Double> values) {
        Object[] cells = new Object[1 + values.size()];
        cells[0] = name;
        for (int i = 0; i < values.size(); i++) {
            cells[i + 1] = String.format(Locale.ROOT, "%.4f", values.get(i) + 0.0);
        }
        return String.format(Locale.ROOT, HEAD, cells);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g%%", 100 * share).replaceAll("\\.?0+%", "%");
    }
}
