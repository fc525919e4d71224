package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows of a data set and refuses the first that cannot be used. A row is usable if its label is 0 or 1 and every feature x is
 * finite with |x| &lt;= 2^40, the bound of the wide slots that standardisation opens first.
 */
public final class DataSetReader {

    /** The largest absolute value of a feature: 2^40. */
    public static final double VALUE_BOUND = 0x1p40;

    private final DataRoots roots;
    private final Duration limit;

    /** Reads below these directories only. */
    public DataSetReader(DataRoots roots) {
        this(roots, QueryDeadline.USUAL);
    }

    /** The same with another limit to the time of one reading. */
    DataSetReader(DataRoots roots, Duration limit) {
        this.roots = roots;
        this.limit = limit;
    }

    /** What reading through a data set found. */
    public record Summary(List<String> features, long rows, long frauds) {
        /** Copies the list. */
        public Summary {
            features = List.copyOf(features);
        }
    }

    /** Takes the usable rows one by one; the array is reused between calls. */
    @FunctionalInterface
    public interface RowSink {
        /** One row: its features in order, then its label, 0 or 1. */
        void row(double[] featuresThenLabel) throws DataSetRefusedException;
    }

    /** The feature columns of a data set, in order, without reading its rows. */
    public List<String> features(DataSetSpec spec) throws DataSetRefusedException {
        spec.check();
        try (DuckTable table = DuckTable.open(roots.resolve(spec.path()), spec.query(), limit)) {
            return choose(spec, table).stream().map(DuckTable.Column::name).toList();
        }
    }

    /** Reads all rows in file order; the first unusable one ends it with a refusal. */
    public Summary read(DataSetSpec spec, RowSink sink) throws DataSetRefusedException {
        spec.check();
        try (DuckTable table = DuckTable.open(roots.resolve(spec.path()), spec.query(), limit)) {
            List<DuckTable.Column> features = choose(spec, table);
            List<DuckTable.Column> columns = new ArrayList<>(features);
            columns.add(byName(table).get(spec.label()));
            try (PreparedStatement statement = table.numbers(columns);
                    ResultSet result = statement.executeQuery()) {
                return stream(table, columns, result, sink);
            } catch (SQLException e) {
                throw table.refusal(e, spec.query().isPresent());
            }
        }
    }

    private static Summary stream(DuckTable table, List<DuckTable.Column> columns, ResultSet result, RowSink sink)
            throws SQLException, DataSetRefusedException {
        double[] row = new double[columns.size()];
        int label = row.length - 1;
        long rows = 0;
        long frauds = 0;
        while (result.next()) {
            rows++;
            table.checkTime();
            for (int i = 0; i < row.length; i++) {
                row[i] = result.getDouble(i + 1);
                if (result.wasNull()) {
                    throw notANumber(table, columns.get(i), rows, i == label);
                }
                if (i != label) {
                    checkFeature(columns.get(i), rows, row[i]);
                }
            }
            if (row[label] != 0 && row[label] != 1) {
                throw labelNotBinary(columns.get(label), rows);
            }
            frauds += row[label] == 1 ? 1 : 0;
            sink.row(row);
        }
        if (rows == 0) {
            throw new DataSetRefusedException(ProblemType.EMPTY_DATA_SET, "The data set has no rows.");
        }
        return new Summary(
                columns.subList(0, label).stream().map(DuckTable.Column::name).toList(), rows, frauds);
    }

    private static void checkFeature(DuckTable.Column column, long row, double value) throws DataSetRefusedException {
        if (!Double.isFinite(value)) {
            throw new DataSetRefusedException(
                    ProblemType.NOT_FINITE,
                    place(column, row) + " is NaN or infinite. Every feature must be a finite number.");
        }
        if (Math.abs(value) > VALUE_BOUND) {
            throw new DataSetRefusedException(
                    ProblemType.BEYOND_SLOT_BOUND,
                    place(column, row)
                            + " is beyond the slot bound of 2^40 (about 1.1e12) in absolute value. Use a smaller unit.");
        }
    }

    private static DataSetRefusedException notANumber(DuckTable table, DuckTable.Column column, long row, boolean label)
            throws SQLException {
        if (table.isMissing(column, row)) {
            return new DataSetRefusedException(ProblemType.MISSING_VALUE, place(column, row) + " is missing.");
        }
        return label
                ? labelNotBinary(column, row)
                : new DataSetRefusedException(
                        ProblemType.NON_NUMERIC_COLUMN,
                        "Column \"" + column.name() + "\" is not numeric: the first value that is no number is in row "
                                + row + ". Ignore the column or turn it into numbers with a query.");
    }

    private static DataSetRefusedException labelNotBinary(DuckTable.Column column, long row) {
        return new DataSetRefusedException(
                ProblemType.LABEL_NOT_BINARY,
                "The label must be 0 or 1, but column \"" + column.name() + "\", row " + row
                        + " holds something else.");
    }

    private static String place(DuckTable.Column column, long row) {
        return "Column \"" + column.name() + "\", row " + row;
    }

    private static List<DuckTable.Column> choose(DataSetSpec spec, DuckTable table) throws DataSetRefusedException {
        Map<String, DuckTable.Column> byName = byName(table);
        if (!byName.containsKey(spec.label())) {
            throw new DataSetRefusedException(
                    ProblemType.UNKNOWN_LABEL_COLUMN,
                    "There is no column \"" + spec.label() + "\" to use as label. The columns are: " + list(byName)
                            + ".");
        }
        for (String ignored : spec.ignored()) {
            require(byName, ignored);
        }
        List<DuckTable.Column> chosen = new ArrayList<>();
        if (spec.features().isEmpty()) {
            byName.values().stream()
                    .filter(column -> !column.name().equals(spec.label())
                            && !spec.ignored().contains(column.name()))
                    .forEach(chosen::add);
        }
        for (String feature : spec.features()) {
            chosen.add(require(byName, feature));
        }
        if (chosen.isEmpty()) {
            throw new DataSetRefusedException(
                    ProblemType.UNKNOWN_FEATURE_COLUMN, "The data set has no feature column.");
        }
        for (DuckTable.Column column : chosen) {
            if (!column.numeric()) {
                throw new DataSetRefusedException(
                        ProblemType.NON_NUMERIC_COLUMN,
                        "Column \"" + column.name()
                                + "\" is not numeric: the query gives it a type that is no number from row 1 on.");
            }
        }
        return chosen;
    }

    private static Map<String, DuckTable.Column> byName(DuckTable table) {
        Map<String, DuckTable.Column> byName = new LinkedHashMap<>();
        table.columns().forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    private static DuckTable.Column require(Map<String, DuckTable.Column> byName, String name)
            throws DataSetRefusedException {
        DuckTable.Column column = byName.get(name);
        if (column == null) {
            throw new DataSetRefusedException(
                    ProblemType.UNKNOWN_FEATURE_COLUMN,
                    "There is no column \"" + name + "\". The columns are: " + list(byName) + ".");
        }
        return column;
    }

    private static String list(Map<String, DuckTable.Column> byName) {
        return String.join(", ", byName.keySet());
    }
}
