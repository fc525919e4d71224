package io.concordat.node.demo.quality;

import io.concordat.model.data.CsvReader;
import io.concordat.model.data.RowSourceException;
import io.concordat.node.demo.DemoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** A CSV file in memory: every column as numbers, NaN where a field is none, and a few columns as text too. */
final class Table {
    private final Path file;
    private final List<String> header;
    private final List<double[]> rows = new ArrayList<>();
    private final Map<String, List<String>> texts = new HashMap<>();
    private final Set<String> notNumeric = new HashSet<>();

    private Table(Path file, List<String> header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Reads a file, .csv or .csv.gz.
     *
     * @param textColumns columns to keep as text; names the file does not have are passed over
     */
    static Table read(Path file, Set<String> textColumns) throws DemoException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
                CsvReader csv = new CsvReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Table table = new Table(file, csv.header());
            textColumns.stream()
                    .filter(csv.header()::contains)
                    .forEach(name -> table.texts.put(name, new ArrayList<>()));
            Optional<List<String>> row = csv.next();
            while (row.isPresent()) {
                table.add(row.get());
                row = csv.next();
            }
            return table;
        } catch (IOException | RowSourceException e) {
            throw new DemoException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(List<String> fields) {
        double[] numbers = new double[fields.size()];
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = number(fields.get(j));
            if (!Double.isFinite(numbers[j])) {
                notNumeric.add(header.get(j));
            }
        }
        rows.add(numbers);
        texts.forEach((name, values) -> values.add(fields.get(header.indexOf(name))));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    List<String> header() {
        return header;
    }

    /** Columns with a field that is no finite number. */
    Set<String> notNumeric() {
        return Set.copyOf(notNumeric);
    }

    int size() {
        return rows.size();
    }

    double number(int row, int column) {
        return rows.get(row)[column];
    }

    /** The place of a column. */
    int column(String name) throws DemoException {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new DemoException(file + " has no column " + name + "; it has " + header + ".");
        }
        return column;
    }

    /** A column that was kept as text. */
    List<String> text(String name) throws DemoException {
        List<String> values = texts.get(name);
        if (values == null) {
            throw new DemoException(file + " has no column " + name + "; it has " + header + ".");
        }
        return values;
    }
}
