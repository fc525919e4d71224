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

/** Reads events with keys, and refuses the first that cannot be used. Days are of UTC, counted from 1970-01-01. */
public final class EventReader {
    private static final double SECONDS_OF_DAY = 86_400;
    private static final long MAX_DAY = 100_000;
    private static final int MAX_KEY = 64;
    private static final int FIRST_OTHER = 4;

    private final DataRoots roots;
    private final Duration limit;

    /** Reads below these directories only. */
    public EventReader(DataRoots roots) {
        this(roots, QueryDeadline.USUAL);
    }

    /** The same with another limit to the time of one reading. */
    EventReader(DataRoots roots, Duration limit) {
        this.roots = roots;
        this.limit = limit;
    }

    /**
     * One event.
     *
     * @param key the public key
     * @param day the day of the transaction
     * @param reportDay the day on which its label is known
     * @param others the texts of the other columns asked for, empty where a value is missing
     */
    public record Event(String key, long day, long reportDay, boolean fraud, List<String> others) {
        /** Copies the list. */
        public Event {
            others = List.copyOf(others);
        }
    }

    /** Takes events one by one. */
    @FunctionalInterface
    public interface EventSink {
        void event(Event event) throws DataSetRefusedException;
    }

    /** The names of all columns. */
    public List<String> columns(EventSpec spec) throws DataSetRefusedException {
        spec.check();
        try (DuckTable table = DuckTable.open(roots.resolve(spec.path()), spec.query(), limit)) {
            return table.columns().stream().map(DuckTable.Column::name).toList();
        }
    }

    /** Reads all events in file order with these other columns; the result is how many. */
    public long read(EventSpec spec, List<String> others, EventSink sink) throws DataSetRefusedException {
        spec.check();
        try (DuckTable table = DuckTable.open(roots.resolve(spec.path()), spec.query(), limit)) {
            Map<String, String> columns = new LinkedHashMap<>();
            table.columns().forEach(column -> columns.put(column.name(), column.expression()));
            List<String> wanted = new ArrayList<>();
            wanted.add(text(require(columns, spec.key())));
            wanted.add(seconds(require(columns, spec.time())));
            wanted.add("TRY_CAST(" + text(require(columns, spec.label())) + " AS DOUBLE)");
            wanted.add(
                    spec.reported().isPresent()
                            ? seconds(require(columns, spec.reported().get()))
                            : "0");
            for (String other : others) {
                wanted.add(text(require(columns, other)));
            }
            try (PreparedStatement statement = table.select(wanted);
                    ResultSet result = statement.executeQuery()) {
                return stream(table, spec, others.size(), result, sink);
            } catch (SQLException e) {
                throw table.refusal(e, spec.query().isPresent());
            }
        }
    }

    private static long stream(DuckTable table, EventSpec spec, int others, ResultSet result, EventSink sink)
            throws SQLException, DataSetRefusedException {
        long row = 0;
        while (result.next()) {
            row++;
            table.checkTime();
            String key = result.getString(1);
            if (key == null || key.isBlank() || key.length() > MAX_KEY) {
                throw refused(ProblemType.MISSING_VALUE, spec.key(), row, "needs a key of 1 to 64 characters");
            }
            long day = day(result, 2, spec.time(), row);
            double label = result.getDouble(3);
            if (result.wasNull() || (label != 0 && label != 1)) {
                throw refused(ProblemType.LABEL_NOT_BINARY, spec.label(), row, "must be 0 or 1");
            }
            long report = spec.reported().isPresent()
                    ? label == 1 ? day(result, 4, spec.reported().get(), row) : day
                    : day + spec.labelDelayDays();
            if (report < day) {
                throw refused(
                        ProblemType.DATA_INVALID,
                        spec.reported().orElse(spec.time()),
                        row,
                        "is before the transaction");
            }
            List<String> texts = new ArrayList<>(others);
            for (int i = 0; i < others; i++) {
                String text = result.getString(FIRST_OTHER + i + 1);
                texts.add(text == null ? "" : text);
            }
            sink.event(new Event(key.strip(), day, report, label == 1, texts));
        }
        if (row == 0) {
            throw new DataSetRefusedException(ProblemType.EMPTY_DATA_SET, "There are no events.");
        }
        return row;
    }

    private static long day(ResultSet result, int at, String column, long row)
            throws SQLException, DataSetRefusedException {
        double day = Math.floor(result.getDouble(at) / SECONDS_OF_DAY);
        if (result.wasNull() || !(day >= 0 && day <= MAX_DAY)) {
            throw refused(
                    ProblemType.DATA_INVALID,
                    column,
                    row,
                    "needs a time from 1970 on, as seconds since then (UTC) or as date and time");
        }
        return (long) day;
    }

    private static String text(String expression) {
        return "CAST(" + expression + " AS VARCHAR)";
    }

    private static String seconds(String expression) {
        String text = text(expression);
        return "COALESCE(TRY_CAST(" + text + " AS DOUBLE), epoch(TRY_CAST(" + text + " AS TIMESTAMP)))";
    }

    private static String require(Map<String, String> columns, String name) throws DataSetRefusedException {
        String expression = columns.get(name);
        if (expression == null) {
            throw new DataSetRefusedException(
                    ProblemType.UNKNOWN_FEATURE_COLUMN,
                    "There is no column \"" + name + "\". The columns are: " + String.join(", ", columns.keySet())
                            + ".");
        }
        return expression;
    }

    private static DataSetRefusedException refused(ProblemType type, String column, long row, String what) {
        return new DataSetRefusedException(type, "Column \"" + column + "\", row " + row + " " + what + ".");
    }
}
