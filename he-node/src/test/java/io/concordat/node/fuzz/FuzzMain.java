package io.concordat.node.fuzz;

import io.concordat.crypto.testing.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What scripts/campaign fuzz calls: Jazzer's entry point, and the way of inputs from the sources to a directory and back. */
public final class FuzzMain {
    private static final int MOST_KEPT = 24;
    private static final int MOST_BYTES = 700;

    private FuzzMain() {}

    private static final class Chosen {
        static final FuzzTarget TARGET = FuzzTargets.named(System.getProperty("concordat.fuzz.target", ""));
    }

    /** Called by Jazzer once; no input waits for keys to be made. */
    public static void fuzzerInitialize() throws Exception {
        for (byte[] seed : Chosen.TARGET.seeds().make()) {
            Chosen.TARGET.run(seed);
        }
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Chosen.TARGET.run(input);
    }

    /** {@code list}, {@code out NAME DIRECTORY} or {@code keep NAME DIRECTORY RESOURCES}. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "list" -> FuzzTargets.all().forEach(each -> System.out.println(each.name()));
            case "out" -> out(FuzzTargets.named(arguments[1]), Path.of(arguments[2]));
            case "keep" -> keep(FuzzTargets.named(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
            default -> throw new IllegalArgumentException("Expected list, out or keep but found " + arguments[0]);
        }
    }

    private static void out(FuzzTarget target, Path directory) throws Exception {
        List<byte[]> inputs = new ArrayList<>(target.seeds().make());
        inputs.addAll(Corpus.kept(target));
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(directory.resolve("seed-" + i), inputs.get(i));
        }
    }

    /** A few small ones, of different sizes, stay in the repository. */
    private static void keep(FuzzTarget target, Path directory, Path resources) throws IOException {
        TreeMap<String, byte[]> all =
                new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(hex -> hex));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                byte[] input = Files.readAllBytes(file);
                if (input.length > 0
                        && input.length <= MOST_BYTES
                        && !file.getFileName().toString().startsWith("seed-")) {
                    all.put(HexFormat.of().formatHex(input), input);
                }
            }
        }
        List<String> found = List.copyOf(all.keySet());
        List<String> lines = new ArrayList<>(Corpus.lines(target));
        int room = MOST_KEPT - lines.size();
        for (int i = 0; i < room && i < found.size(); i++) {
            lines.add(found.get(found.size() <= room ? i : (int) ((long) i * found.size() / room)));
        }
        if (!lines.isEmpty()) {
            Files.createDirectories(resources);
            Files.write(
                    resources.resolve(target.name() + ".txt"),
                    lines.stream().distinct().toList());
        }
    }
}
