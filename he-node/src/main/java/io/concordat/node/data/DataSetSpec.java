package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an analyst writes to register a data set.
 *
 * @param name the name jobs refer to; the same at every bank of a job
 * @param path a CSV file, plain or .gz, below a data directory of this node
 * @param label the column that is 1 for fraud and 0 for genuine
 * @param features the columns to learn from, in this order; empty means all columns but label and ignored ones
 * @param ignored columns to leave out
 * @param scope the data scope of its rows; data sets with overlapping rows must carry the same one; the name if not given
 * @param query an SQL query over the table {@code data} whose result replaces the file's columns
 */
public record DataSetSpec(
        String name,
        String path,
        String label,
        List<String> features,
        List<String> ignored,
        String scope,
        Optional<String> query) {

    /** Most columns a data set may have. */
    public static final int MAX_COLUMNS = 5_001;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final int MAX_QUERY = 20_000;

    /** Copies the lists. */
    public DataSetSpec {
        features = List.copyOf(features);
        ignored = List.copyOf(ignored);
    }

    /** Checks what can be checked without the file. */
    public void check() throws DataSetRefusedException {
        if (!NAME.matcher(name).matches()) {
            throw malformed("A data set's name is 1 to 64 of a-z 0-9 . - and begins with a letter or a digit.");
        }
        if (!NAME.matcher(scope).matches()) {
            throw malformed("A data set's scope is 1 to 64 of a-z 0-9 . - and begins with a letter or a digit.");
        }
        if (label.isBlank()) {
            throw malformed("The data set needs the name of its label column.");
        }
        if (features.contains(label) || ignored.contains(label)) {
            throw malformed("The label column \"" + label + "\" is also listed as a feature or as ignored.");
        }
        Set<String> seen = new HashSet<>();
        for (String feature : features) {
            if (!seen.add(feature)) {
                throw malformed("The feature \"" + feature + "\" is listed twice.");
            }
        }
        if (query.isPresent()
                && (query.get().length() > MAX_QUERY || query.get().indexOf(';') >= 0)) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_QUERY_REFUSED,
                    "The query is one SELECT over the table data, without a semicolon and with at most " + MAX_QUERY
                            + " characters.");
        }
    }

    private static DataSetRefusedException malformed(String sentence) {
        return new DataSetRefusedException(ProblemType.INVALID_REQUEST, sentence);
    }
}
