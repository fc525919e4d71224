package io.concordat.jmh;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line.
 *
 * @param quick one size, short measurements in one process for each subject
 * @param cpuTime whether rates are by the processor's time ({@link ProcessorTime}), one thread only
 * @param keyBits sizes
 * @param threads numbers of threads
 * @param backends names of subjects, of which those that are not here are left out
 * @param operations what to measure
 * @param json where to write results
 * @param baseline results to compare with
 */
record Settings(
        boolean quick,
        boolean cpuTime,
        List<Integer> keyBits,
        List<Integer> threads,
        List<String> backends,
        List<Operation> operations,
        Optional<Path> json,
        Optional<Path> baseline) {
    private static final List<String> LEFT_OUT = List.of("portable");

    /** Reads {@code --quick [--cpu-time] --bits A,B --threads A,B --backend A,B --operation A,B --json FILE --baseline FILE}. */
    static Settings parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        Settings settings = defaults(rest.remove("--quick"), rest.remove("--cpu-time"));
        while (!rest.isEmpty()) {
            String option = rest.pop();
            settings = settings.with(option, value(option, rest));
        }
        if (settings.cpuTime && !settings.threads.equals(List.of(1))) {
            throw new IllegalArgumentException("--cpu-time measures one thread only");
        }
        return settings;
    }

    private static Settings defaults(boolean quick, boolean cpuTime) {
        return new Settings(
                quick,
                cpuTime,
                quick ? List.of(3072) : BenchmarkKey.SIZES,
                cpuTime ? List.of(1) : List.of(1, 2),
                Subject.names().stream()
                        .filter(name -> !LEFT_OUT.contains(name))
                        .toList(),
                Arrays.stream(Operation.values())
                        .filter(operation -> !quick || operation != Operation.MATRIX_1000_8)
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    private Settings with(String option, String value) {
        List<String> values = Arrays.asList(value.split(",", -1));
        return switch (option) {
            case "--bits" ->
                new Settings(quick, cpuTime, numbers(values), threads, backends, operations, json, baseline);
            case "--threads" ->
                new Settings(quick, cpuTime, keyBits, numbers(values), backends, operations, json, baseline);
            case "--backend" ->
                new Settings(quick, cpuTime, keyBits, threads, known(values), operations, json, baseline);
            case "--operation" ->
                new Settings(
                        quick,
                        cpuTime,
                        keyBits,
                        threads,
                        backends,
                        values.stream().map(Operation::of).toList(),
                        json,
                        baseline);
            case "--json" ->
                new Settings(
                        quick, cpuTime, keyBits, threads, backends, operations, Optional.of(Path.of(value)), baseline);
            case "--baseline" ->
                new Settings(quick, cpuTime, keyBits, threads, backends, operations, json, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("Unknown option " + option);
        };
    }

    /** Plain first, since all others are compared with it. */
    private static List<String> known(List<String> names) {
        for (String name : names) {
            if (!Subject.names().contains(name)) {
                throw new IllegalArgumentException("Unknown back end " + name + "; known are " + Subject.names());
            }
        }
        return Stream.concat(Stream.of("plain"), names.stream()).distinct().toList();
    }

    private static List<Integer> numbers(List<String> values) {
        return values.stream().map(Integer::valueOf).toList();
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("The option " + option + " needs a value");
        }
        return rest.pop();
    }
}
