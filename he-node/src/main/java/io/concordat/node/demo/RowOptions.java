package io.concordat.node.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows are dealt over the banks: those of a file, or the sample that comes with the program. */
final class RowOptions {
    private static final String SAMPLE = "scripts/data/creditcard_sample.csv.gz";
    private static final String INSTALLED_SAMPLE = "examples/creditcard_sample.csv.gz";
    private static final String SAMPLE_LABEL = "Class";

    @Option(names = "--csv", paramLabel = "FILE", description = "Rows to deal over the banks, .csv or .csv.gz.")
    private @Nullable Path csv;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column that is 1 for fraud and 0 for genuine.")
    private @Nullable String label;

    @Option(names = "--ignore", paramLabel = "A,B", split = ",", description = "Columns to leave out.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Decides how rows are dealt.")
    private long seed = DemoOptions.DEFAULT_SEED;

    /**
     * Rows to deal.
     *
     * @param csv the file
     * @param label its label column
     * @param ignored columns to leave out
     * @param seed decides how rows are dealt
     */
    record Source(Path csv, String label, List<String> ignored, long seed) {
        Source {
            ignored = List.copyOf(ignored);
        }
    }

    Source source() throws DemoException {
        if (csv != null && label != null) {
            return new Source(csv, label, ignored, seed);
        }
        if (csv != null) {
            throw new DemoException(
                    "--csv FILE needs --label COLUMN: the column that is 1 for fraud and 0 for genuine.");
        }
        if (label != null || !ignored.isEmpty()) {
            throw new DemoException("--label and --ignore go with --csv FILE.");
        }
        return new Source(sample(), SAMPLE_LABEL, List.of(), seed);
    }

    private static Path sample() {
        Path home = Path.of(System.getProperty("concordat.home", "."));
        Path installed = home.resolve(INSTALLED_SAMPLE);
        return Files.exists(installed) ? installed : home.resolve(SAMPLE);
    }
}
