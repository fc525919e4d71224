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

/** {@code concordat dev}: several banks on one machine, ready to be worked with by commands and requests. */
@Command(
        name = "dev",
        description = {
            "Starts several banks on this machine, for development: NOT FOR PRODUCTION.",
            "",
            "One person runs all banks and holds the keys of all approvers, so nothing is hidden from anybody. The banks found a"
                    + " consortium, make a joint key, register rows, and stay until Ctrl-C. Production is 'concordat node start', one bank"
                    + " on each host."
        },
        sortOptions = false)
public final class DevCommand implements Callable<Integer> {
    private static final int FAILED = 2;

    @Mixin
    private RowOptions rows = new RowOptions();

    @Mixin
    private ConsortiumOptions consortium = new ConsortiumOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description =
                    "Where the banks stay after Ctrl-C: the next 'dev' with this directory starts them again. Without it they"
                            + " are removed.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try {
            consortium.check();
            DemoOutput output = new DemoOutput(spec.commandLine().getOut());
            new DevRun(rows.source(), consortium.banks(), consortium.keyBits(), Optional.ofNullable(directory), output)
                    .run();
            return 0;
        } catch (DemoException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("\nconcordat dev cannot go on: " + e.sentence());
            err.flush();
            return FAILED;
        }
    }
}
