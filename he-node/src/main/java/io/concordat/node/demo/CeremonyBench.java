package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code concordat demo ceremony}; {@code scripts/bench ceremony} builds the node and calls it. Every run starts new node
 * processes, so that each pays for a cold Java; the time is from the moment the operators start the ceremony until every
 * bank has the key. The search for the modulus is geometric, so single runs vary by a factor of ten.
 */
@Command(
        name = "ceremony",
        description = "Measures the key ceremony between new node processes, again and again.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CeremonyBench implements Callable<Integer> {
    private static final int FAILED = 2;

    @Option(names = "--members", paramLabel = "N", description = "3 to 8 banks (default 3).")
    private int members = 3;

    @Option(names = "--key-bits", paramLabel = "BITS", description = "2048 (default), 3072 or 4096.")
    private int keyBits = 2048;

    @Option(names = "--runs", paramLabel = "R", description = "How many ceremonies (default 5).")
    private int runs = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures and the machine as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            check();
            String backend = ArithmeticChoice.current().summary();
            out.printf(
                    Locale.ROOT,
                    "Key ceremony, %d banks as processes of this machine, %d bits, arithmetic: %s%n",
                    members,
                    keyBits,
                    backend);
            List<Run> measured = new ArrayList<>();
            for (int i = 1; i <= runs; i++) {
                Run run = measure();
                measured.add(run);
                out.printf(Locale.ROOT, "run %2d of %d: %s%n", i, runs, run);
                out.flush();
            }
            ObjectNode figures = figures(backend, measured);
            out.printf(
                    Locale.ROOT,
                    "median %.1f s, 95 %% within %.1f s, at most %.1f MB sent by a bank, at most %d MB of memory a bank%n",
                    figures.path("medianSeconds").asDouble(),
                    figures.path("p95Seconds").asDouble(),
                    figures.path("bytesPerMember").asLong() / 1e6,
                    figures.path("peakRssMegabytes").asLong());
            if (json != null) {
                Files.writeString(
                        json,
                        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures) + "\n");
            }
            return 0;
        } catch (DemoException e) {
            return failed(e.sentence());
        } catch (IOException e) {
            return failed("The figures cannot be written to " + json + ": " + e.getMessage());
        }
    }

    private int failed(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("The benchmark cannot go on: " + sentence);
        err.flush();
        return FAILED;
    }

    private void check() throws DemoException {
        DemoOptions.checkConsortium(members, "--members", keyBits);
        if (runs < 1 || runs > 1000) {
            throw new DemoException("1 to 1000 runs can be measured, but --runs says " + runs + ".");
        }
    }

    /** One ceremony; bytes are those of the bank that sent most, memory that of the bank that needed most, 0 if unknown. */
    private record Run(double seconds, long candidates, long bytes, long peakRssMegabytes) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%6.1f s, %,7d candidates, %6.1f MB sent by a bank (%.2f MB per 1,000 candidates), %d MB of memory",
                    seconds,
                    candidates,
                    bytes / 1e6,
                    bytes / 1e3 / Math.max(1, candidates),
                    peakRssMegabytes);
        }
    }

    private Run measure() throws DemoException, InterruptedException {
        DemoOutput quiet = new DemoOutput(new PrintWriter(PrintWriter.nullWriter()));
        try (BankNodes nodes = new BankNodes(members, Optional.empty(), quiet)) {
            List<Bank> banks = nodes.start();
            new Founding(banks, quiet).found(keyBits, 1);
            Stopwatch stopwatch = new Stopwatch();
            new CeremonyLead(banks, quiet).run();
            double seconds = stopwatch.seconds();
            long candidates = 0;
            long bytes = 0;
            for (Bank bank : banks) {
                for (JsonNode ceremony : bank.get("/key-ceremonies").path("keyCeremonies")) {
                    candidates = Math.max(
                            candidates, ceremony.path("candidatesTried").asLong());
                    bytes = Math.max(bytes, ceremony.path("bytesSent").asLong());
                }
            }
            long peak = nodes.processIds().stream()
                    .mapToLong(CeremonyBench::peakRssMegabytes)
                    .max()
                    .orElse(0);
            nodes.succeeded();
            return new Run(seconds, candidates, bytes, peak);
        }
    }

    /** The largest resident set so far, from Linux' {@code /proc}; 0 on other systems. */
    private static long peakRssMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private ObjectNode figures(String backend, List<Run> measured) {
        double[] sorted = measured.stream().mapToDouble(Run::seconds).sorted().toArray();
        ObjectNode figures = JsonNodeFactory.instance.objectNode();
        figures.put("members", members);
        figures.put("keyBits", keyBits);
        figures.put("backend", backend);
        figures.put("runs", runs);
        figures.put("medianSeconds", (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        figures.put("p95Seconds", sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
        figures.put(
                "bytesPerMember", measured.stream().mapToLong(Run::bytes).max().orElse(0));
        figures.put(
                "peakRssMegabytes",
                measured.stream().mapToLong(Run::peakRssMegabytes).max().orElse(0));
        ArrayNode each = figures.putArray("each");
        for (Run run : measured) {
            each.addObject()
                    .put("seconds", run.seconds())
                    .put("candidates", run.candidates())
                    .put("bytesPerMember", run.bytes())
                    .put("peakRssMegabytes", run.peakRssMegabytes());
        }
        ObjectNode machine = figures.putObject("machine");
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.vm.version"));
        return figures;
    }
}
