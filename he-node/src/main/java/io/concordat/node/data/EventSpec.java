package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where events with keys are: the rows that shared history is counted from, or that history columns are added to.
 *
 * @param name what it is called; the same at every bank of a job
 * @param path a CSV file, plain or .gz, below a data directory of this node
 * @param query an SQL query over the table {@code data} whose result replaces the file's columns
 * @param key the column with the public key, such as the terminal
 * @param time the column with the time of the transaction: seconds since 1970 (UTC), or a date and time
 * @param label the column that is 1 for fraud and 0 for genuine
 * @param reported the column with the time at which the label was known, if there is one
 * @param labelDelayDays after how many days a label is known as a rule; always, where there is no such column
 */
public record EventSpec(
        String name,
        String path,
        Optional<String> query,
        String key,
        String time,
        String label,
        Optional<String> reported,
        int labelDelayDays) {

    /** The longest label delay. */
    public static final int MAX_DELAY_DAYS = 180;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    /** Checks what can be checked without the file. */
    public void check() throws DataSetRefusedException {
        if (!NAME.matcher(name).matches()) {
            throw malformed("A name is 1 to 64 of a-z 0-9 . - and begins with a letter or a digit.");
        }
        if (key.isBlank() || time.isBlank() || label.isBlank() || key.equals(label) || time.equals(label)) {
            throw malformed("Events need three columns: key, time and label.");
        }
        if (labelDelayDays < 0 || labelDelayDays > MAX_DELAY_DAYS) {
            throw malformed("The label delay is 0 to " + MAX_DELAY_DAYS + " days but was " + labelDelayDays + ".");
        }
    }

    private static DataSetRefusedException malformed(String sentence) {
        return new DataSetRefusedException(ProblemType.INVALID_REQUEST, sentence);
    }
}
