package io.concordat.node.demo.quality;

import io.concordat.node.demo.DemoException;
import io.concordat.node.demo.DemoOutput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat quality}; {@code scripts/quality} builds the node and calls it. */
@Command(
        name = "quality",
        description = "Trains the models of data sets with reference numbers and sets both side by side.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class QualityCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 1;
    private static final int FAILED = 2;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Where the data sets lie.")
    private Path data = Path.of(".");

    @Option(names = "--reference", paramLabel = "DIR", description = "Reference files (default: DIR/reference).")
    private @Nullable Path reference;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the rows as JSON.")
    private @Nullable Path json;

    @Option(names = "--only", paramLabel = "A,B", split = ",", description = "Only these data sets.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--plain",
            description =
                    "Train the plain twins only, in this process: the same sums without encryption, in a minute or two.")
    private boolean plain;

    @Option(
            names = "--key-bits",
            paramLabel = "BITS",
            description = "Bits of the joint keys (default 3072, and 2048 for more than eight banks).")
    private @Nullable Integer keyBits;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        DemoOutput output = new DemoOutput(spec.commandLine().getOut());
        QualityOptions options = new QualityOptions(
                data,
                reference == null ? data.resolve("reference") : reference,
                Optional.ofNullable(json),
                only,
                plain,
                Optional.ofNullable(keyBits));
        try {
            return new QualityRun(options, output).run() ? 0 : INCOMPLETE;
        } catch (DemoException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("\nThe quality report cannot go on: " + e.sentence());
            err.flush();
            return FAILED;
        }
    }
}
