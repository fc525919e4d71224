package io.concordat.node.demo;

import io.concordat.model.data.CsvReader;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.statistics.RowChecks;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The rows of the file that the demonstration deals over the banks, all usable: finite numbers within bounds and labels 0 or 1.
 *
 * @param label the label column
 * @param features the other columns, in the order of the file, ignored ones left out
 * @param rows the rows, in the order of the file
 */
record DemoRows(String label, List<String> features, List<Row> rows) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern MISSING = Pattern.compile("(?i)|na|nan|null|n/a|\\?");

    DemoRows {
        features = List.copyOf(features);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param texts the features as the file writes them
     * @param fraud whether the label is 1
     */
    record Row(List<String> texts, boolean fraud) {
        double[] values() {
            return texts.stream().mapToDouble(Double::parseDouble).toArray();
        }
    }

    /** Reads a CSV file, plain or .gz. */
    static DemoRows read(Path file, String label, List<String> ignored) throws DemoException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
                CsvReader csv = new CsvReader(new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
            return new Reading(file, csv, label, ignored).all();
        } catch (RowSourceException e) {
            throw new DemoException(
                    e.getCause() instanceof CharacterCodingException
                            ? file + " is not UTF-8 text."
                            : file + ": " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new DemoException(
                    Files.exists(file)
                            ? file + " cannot be read: " + e.getMessage()
                            : "There is no file " + file.toAbsolutePath() + ".",
                    e);
        }
    }

    private static final class Reading {
        private final Path file;
        private final CsvReader csv;
        private final String label;
        private final List<String> features;
        private final Map<String, String> textColumns = new LinkedHashMap<>();
        private final List<Row> rows = new ArrayList<>();

        Reading(Path file, CsvReader csv, String label, List<String> ignored) throws DemoException {
            this.file = file;
            this.csv = csv;
            this.label = label;
            requireColumn("to use as label (--label)", label);
            for (String column : ignored) {
                requireColumn("to ignore (--ignore)", column);
            }
            if (ignored.contains(label)) {
                throw new DemoException("Column " + label + " is the label and cannot be ignored.");
            }
            this.features = csv.header().stream()
                    .filter(column -> !column.equals(label) && !ignored.contains(column))
                    .toList();
            if (features.isEmpty()) {
                throw new DemoException(file + " has no column besides label and ignored ones.");
            }
        }

        private void requireColumn(String purpose, String column) throws DemoException {
            if (!csv.header().contains(column)) {
                throw new DemoException("There is no column " + column + " " + purpose + " in " + file
                        + ". The columns are: " + String.join(", ", csv.header()) + ".");
            }
        }

        DemoRows all() throws DemoException, RowSourceException {
            int labelIndex = csv.header().indexOf(label);
            int[] indexes = features.stream().mapToInt(csv.header()::indexOf).toArray();
            for (Optional<List<String>> line = csv.next(); line.isPresent(); line = csv.next()) {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < indexes.length; i++) {
                    String text = line.get().get(indexes[i]).strip();
                    check(features.get(i), text);
                    texts.add(text);
                }
                rows.add(new Row(texts, fraud(line.get().get(labelIndex).strip())));
            }
            if (!textColumns.isEmpty()) {
                throw textColumns();
            }
            if (rows.isEmpty()) {
                throw new DemoException(file + " has column names but no rows.");
            }
            return new DemoRows(label, features, rows);
        }

        private String row() {
            return "row " + (rows.size() + 1) + " of " + file;
        }

        private void check(String column, String text) throws DemoException {
            if (MISSING.matcher(text).matches()) {
                throw new DemoException(
                        "Column " + column + " has no value in " + row() + (text.isEmpty() ? "" : " (\"" + text + "\")")
                                + ". Every feature must be a number: fill the gap, or leave the column out with --ignore "
                                + column + ".");
            }
            if (!NUMBER.matcher(text).matches()) {
                textColumns.putIfAbsent(column, "\"" + text + "\" in row " + (rows.size() + 1));
            } else if (!(Math.abs(Double.parseDouble(text)) <= RowChecks.VALUE_BOUND)) {
                throw new DemoException("Column " + column + " holds " + text + " in " + row()
                        + ", beyond the slot bound of 2^40 (about 1.1e12). Use a smaller unit, or leave the column out with"
                        + " --ignore " + column + ".");
            }
        }

        private DemoException textColumns() {
            List<String> found = new ArrayList<>();
            textColumns.forEach((column, where) -> found.add(column + " (" + where + ")"));
            return new DemoException("These columns of " + file + " hold text, not numbers: " + String.join(", ", found)
                    + ". Leave them out with --ignore " + String.join(",", textColumns.keySet())
                    + ", or turn them into numbers first.");
        }

        private boolean fraud(String text) throws DemoException {
            double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
            if (value != 0 && value != 1) {
                throw new DemoException("The label must be 0 (genuine) or 1 (fraud), but column " + label + " holds "
                        + (text.isEmpty() ? "nothing" : text) + " in " + row() + ".");
            }
            return value == 1;
        }
    }
}
