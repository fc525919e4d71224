package io.concordat.node.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Least squares of what a node takes over time. Once over the whole run, and once within lives: a common slope with an intercept for each
 * process, so that restarts do not hide a leak. The first minutes of each process are left out. A quantity is flat if its slope, less two
 * standard errors, is within its bound.
 */
final class SoakFit {
    private static final double WARM_UP_MINUTES = 3;
    private static final int FEWEST = 20;

    private SoakFit() {}

    private record Quantity(String name, String unit, double bound, ToDoubleFunction<SoakSampler.Sample> of) {}

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("heap", "MiB", 8, sample -> sample.heap() / 1048576.0),
            new Quantity("files", "files", 6, SoakSampler.Sample::files),
            new Quantity("threads", "threads", 6, SoakSampler.Sample::threads));

    /**
     * A slope.
     *
     * @param perHour units an hour
     * @param error its standard error
     * @param mean of all values
     * @param count how many values
     */
    record Slope(double perHour, double error, double mean, int count) {
        boolean isWithin(double bound) {
            return perHour - 2 * error <= bound;
        }
    }

    /** Fits everything, writes it down, and counts what is not flat as a violation. */
    static void judge(List<SoakSampler.Sample> samples, SoakRecord record) {
        Map<Integer, List<SoakSampler.Sample>> byBank = samples.stream()
                .filter(sample -> sample.lifeMinute() >= WARM_UP_MINUTES)
                .collect(Collectors.groupingBy(SoakSampler.Sample::bank));
        if (byBank.isEmpty()) {
            System.out.println("too short for a fit");
        }
        byBank.forEach((bank, all) -> {
            for (Quantity quantity : QUANTITIES) {
                judge(bank, quantity, "over the whole run", List.of(all), record);
                judge(
                        bank,
                        quantity,
                        "within lives",
                        List.copyOf(all.stream()
                                .collect(Collectors.groupingBy(SoakSampler.Sample::life))
                                .values()),
                        record);
            }
        });
    }

    private static void judge(
            int bank, Quantity quantity, String method, List<List<SoakSampler.Sample>> groups, SoakRecord record) {
        Slope slope = fit(groups, quantity.of());
        if (slope.count() < FEWEST) {
            System.out.printf(
                    Locale.ROOT,
                    "bank %d %s %s: %d samples are too few for a fit%n",
                    bank,
                    quantity.name(),
                    method,
                    slope.count());
            return;
        }
        String sentence = String.format(
                Locale.ROOT,
                "bank %d %s %s: %+.2f (standard error %.2f) %s an hour, mean %.1f, %d samples, bound %.0f",
                bank,
                quantity.name(),
                method,
                slope.perHour(),
                slope.error(),
                quantity.unit(),
                slope.mean(),
                slope.count(),
                quantity.bound());
        System.out.println(sentence);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("bank", bank);
        facts.put("quantity", quantity.name());
        facts.put("method", method);
        facts.put("perHour", slope.perHour());
        facts.put("standardError", slope.error());
        facts.put("mean", slope.mean());
        facts.put("samples", slope.count());
        record.write("fit", facts);
        if (!slope.isWithin(quantity.bound())) {
            record.violation("not flat: " + sentence);
        }
    }

    /** One slope for all groups, each with an intercept of its own; groups of less than three values say nothing. */
    static Slope fit(List<List<SoakSampler.Sample>> groups, ToDoubleFunction<SoakSampler.Sample> of) {
        List<double[]> centred = new ArrayList<>();
        double sum = 0;
        int used = 0;
        for (List<SoakSampler.Sample> group : groups) {
            if (group.size() < 3) {
                continue;
            }
            used++;
            double x = group.stream()
                    .mapToDouble(SoakSampler.Sample::minute)
                    .average()
                    .orElse(0);
            double y = group.stream().mapToDouble(of).average().orElse(0);
            for (SoakSampler.Sample sample : group) {
                sum += of.applyAsDouble(sample);
                centred.add(new double[] {(sample.minute() - x) / 60, of.applyAsDouble(sample) - y});
            }
        }
        double xx = centred.stream().mapToDouble(p -> p[0] * p[0]).sum();
        double xy = centred.stream().mapToDouble(p -> p[0] * p[1]).sum();
        double slope = xy / xx;
        double residual = centred.stream()
                .mapToDouble(p -> (p[1] - slope * p[0]) * (p[1] - slope * p[0]))
                .sum();
        double error = Math.sqrt(residual / Math.max(1, centred.size() - used - 1) / xx);
        return new Slope(slope, error, sum / Math.max(1, centred.size()), centred.size());
    }
}
