package io.concordat.node.demo.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the quality report is asked for.
 *
 * @param data where the data sets lie, each in a directory of its own
 * @param reference the directory of reference files
 * @param json where to write the report, if anywhere
 * @param only names of data sets; empty for all
 * @param plain train in the open instead of over encrypted sums
 * @param keyBits bits of the joint key; empty for 3072, and 2048 where there are more than eight banks
 */
record QualityOptions(
        Path data, Path reference, Optional<Path> json, List<String> only, boolean plain, Optional<Integer> keyBits) {
    static final int PRODUCTION_KEY = 3072;

    QualityOptions {
        only = List.copyOf(only);
    }
}
