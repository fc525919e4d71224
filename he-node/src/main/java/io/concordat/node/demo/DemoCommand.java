package io.concordat.node.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat demo}; {@code scripts/demo} builds the node and calls it. */
@Command(
        name = "demo",
        description = "Starts several banks on this machine and lets them train a fraud model on encrypted sums.",
        sortOptions = false,
        subcommands = CeremonyBench.class,
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int DIFFERS = 1;
    private static final int FAILED = 2;

    @Mixin
    private RowOptions rows = new RowOptions();

    @Mixin
    private ConsortiumOptions consortium = new ConsortiumOptions();

    @Option(
            names = "--min-effective-rows",
            paramLabel = "N",
            description =
                    "The charter value: a bank whose gradient rests on fewer rows refuses. Default: 30, or the highest"
                            + " of 20, 10, 5 and 3 that every bank meets.")
    private @Nullable Integer minimumEffectiveRows;

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            description = "Share of rows that can be looked at (default 0.01).")
    private double budget = 0.01;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the result as JSON.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Leave the nodes running and say how to reach and stop them.")
    private boolean keep;

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where the nodes' directories go (default: a new one).")
    private @Nullable Path directory;

    @Option(names = "--build-seconds", hidden = true)
    private double buildSeconds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        DemoOutput output = new DemoOutput(spec.commandLine().getOut());
        try {
            DemoOptions options = options();
            return new DemoRun(options, output, buildSeconds).run() ? 0 : DIFFERS;
        } catch (DemoException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("\nThe demo cannot go on: " + e.sentence());
            err.flush();
            return FAILED;
        }
    }

    private DemoOptions options() throws DemoException {
        DemoOptions options = new DemoOptions(
                rows.source(),
                consortium.banks(),
                consortium.keyBits(),
                Optional.ofNullable(minimumEffectiveRows),
                budget,
                Optional.ofNullable(directory),
                Optional.ofNullable(report),
                keep);
        options.check();
        return options;
    }
}
