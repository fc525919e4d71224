package io.concordat.jmh;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Results as tables, one for each key size and number of threads.
 *
 * @param machine where
 * @param results what
 * @param baseline results of another run, if any
 */
record ResultTable(Machine machine, List<Result> results, Optional<ResultFile> baseline) {
    void print(PrintStream out) {
        Set<List<Integer>> sections = new LinkedHashSet<>();
        results.forEach(result -> sections.add(List.of(result.keyBits(), result.threads())));
        for (List<Integer> section : sections) {
            out.printf(
                    "%n%d bits, %d thread%s%n",
                    section.getFirst(), section.getLast(), section.getLast() == 1 ? "" : "s");
            out.printf(
                    "%-22s %-14s %14s %9s %9s %9s%s%n",
                    "operation",
                    "back end",
                    "ops/s",
                    "x plain",
                    "x naive",
                    "of limit",
                    baseline.isPresent() ? "  x baseline" : "");
            for (Operation operation : Operation.values()) {
                ofOperation(operation, section).forEach(result -> out.println(line(operation, result)));
            }
        }
        baseline.filter(saved -> !saved.machine().cpu().equals(machine.cpu()))
                .ifPresent(saved -> out.println("The baseline is from another processor: "
                        + saved.machine().cpu()));
    }

    private List<Result> ofOperation(Operation operation, List<Integer> section) {
        List<Result> chosen = new ArrayList<>();
        for (Result result : results) {
            if (result.operation().equals(operation.label())
                    && result.keyBits() == section.getFirst()
                    && result.threads() == section.getLast()) {
                chosen.add(result);
            }
        }
        return chosen;
    }

    private String line(Operation operation, Result result) {
        OptionalDouble limit = MultiplierLimit.of(operation, result.keyBits(), result.backend(), machine.multipliers());
        String ofLimit = limit.isPresent()
                ? String.format("%.0f %%", 100 * result.opsPerSecond() / result.threads() / limit.getAsDouble())
                : "";
        double naive = results.stream()
                .filter(other -> other.backend().equals("naive") && other.sameQuestion(result))
                .mapToDouble(Result::opsPerSecond)
                .findFirst()
                .orElse(0);
        return String.format(
                "%-22s %-14s %,14.1f %9s %9s %9s%s",
                result.operation(),
                result.backend(),
                result.opsPerSecond(),
                ratio(result.ratioToPlain()),
                ratio(naive == 0 ? 0 : result.opsPerSecond() / naive),
                ofLimit,
                againstBaseline(result));
    }

    private String againstBaseline(Result result) {
        return baseline.flatMap(saved -> saved.results().stream()
                        .filter(other -> other.backend().equals(result.backend()) && other.sameQuestion(result))
                        .findFirst())
                .map(other -> String.format("  %10s", ratio(result.opsPerSecond() / other.opsPerSecond())))
                .orElse("");
    }

    private static String ratio(double ratio) {
        return ratio == 0 ? "" : String.format("%.2f", ratio);
    }
}
