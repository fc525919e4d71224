package io.concordat.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures every subject in a process of its own, one after another, and compares them: {@code scripts/bench}. */
public final class BenchMain {
    private static final String PLAIN = "plain";

    private BenchMain() {}

    /** Options: see {@link Settings#parse}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("scripts/bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        Optional<ResultFile> baseline = settings.baseline().isPresent()
                ? Optional.of(ResultFile.read(settings.baseline().get()))
                : Optional.empty();
        Machine machine = Machine.here();
        System.out.println(machine.summary());
        List<Result> results = new ArrayList<>();
        for (String backend : settings.backends()) {
            results.addAll(measured(backend, arguments));
        }
        List<Result> compared =
                results.stream().map(result -> withRatio(result, results)).toList();
        new ResultTable(machine, compared, baseline).print(System.out);
        if (settings.json().isPresent()) {
            Path file = settings.json().get();
            new ResultFile(machine, compared).write(file);
            System.out.println("Written to " + file);
        }
    }

    private static List<Result> measured(String backend, String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djmh.ignoreLock=true"));
        command.addAll(JavallierSubject.switches(backend));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MeasureMain.class.getName(), backend));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Result> results = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (line.equals("absent")) {
                    System.out.println(backend + ": not here");
                } else if (words.length == 5 && words[0].equals("result")) {
                    double rate = Double.parseDouble(words[4]);
                    results.add(new Result(
                            words[1], Integer.parseInt(words[2]), backend, Integer.parseInt(words[3]), rate, 0));
                    System.out.printf(
                            "%-14s %-22s %s bits %s threads %,12.1f/s%n", backend, words[1], words[2], words[3], rate);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("The process for " + backend + " ended with " + process.exitValue()
                    + "; run it by hand to see why: " + String.join(" ", command));
        }
        return results;
    }

    private static Result withRatio(Result result, List<Result> all) {
        return all.stream()
                .filter(other -> other.backend().equals(PLAIN) && other.sameQuestion(result))
                .findFirst()
                .map(plain -> result.withRatio(result.opsPerSecond() / plain.opsPerSecond()))
                .orElse(result);
    }
}
