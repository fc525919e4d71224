package io.concordat.node.demo.quality;

import io.concordat.node.demo.DemoException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** How the files of a data set lie in its directory. */
sealed interface Layout permits BankFilesLayout, InterbankLayout, HomoSplitLayout {
    /** The data sets of this layout among a directory's files, by name; loading one reads its rows. */
    List<Found> find(Path directory, SequencedMap<String, Path> files);

    /**
     * A data set that is there.
     *
     * @param dataSet its name
     * @param loader reads it
     */
    record Found(String dataSet, Loader loader) {}

    /** Reads a data set. */
    @FunctionalInterface
    interface Loader {
        Study load() throws DemoException;
    }

    /** A file's name without .csv or .csv.gz; empty for other files. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".csv.gz")) {
            return name.substring(0, name.length() - ".csv.gz".length());
        }
        return name.endsWith(".csv") ? name.substring(0, name.length() - ".csv".length()) : "";
    }
}
