package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One CSV file, or a query over it, as a table of an in-memory DuckDB that may open that one file only. Without a query every column is
 * read as text and cast here, so that a fault can be placed; with a query DuckDB finds the types by reading the whole file.
 */
final class DuckTable implements AutoCloseable {

    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "VARCHAR");
    private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern COLUMN_COUNTS = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

    private final Connection connection;
    private final List<Column> columns;
    private final QueryDeadline deadline;

    /** A column's name and its expression in the table {@code rows}; {@code numeric} is false for types that cannot be a number. */
    record Column(String name, String expression, boolean numeric) {}

    private DuckTable(Connection connection, List<Column> columns, QueryDeadline deadline) {
        this.connection = connection;
        this.columns = List.copyOf(columns);
        this.deadline = deadline;
    }

    /** Opens the file; from now on {@code limit} is how long reading may take. */
    static DuckTable open(Path file, Optional<String> query, Duration limit) throws DataSetRefusedException {
        CsvHeader header = CsvHeader.read(file);
        QueryDeadline deadline = new QueryDeadline(limit);
        Connection connection = null;
        try {
            connection = connect();
            execute(connection, lockTo(file), deadline);
            List<Column> columns = query.isPresent()
                    ? queryColumns(connection, file, header, query.get(), deadline)
                    : textColumns(connection, file, header, deadline);
            return new DuckTable(connection, columns, deadline);
        } catch (SQLException e) {
            close(connection);
            throw deadline.isOver() ? deadline.refusal() : explain(e, query.isPresent());
        } catch (DataSetRefusedException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    List<Column> columns() {
        return columns;
    }

    /** A streaming statement over all rows giving these columns as doubles, null where a value is missing or no number. */
    PreparedStatement numbers(List<Column> wanted) throws SQLException, DataSetRefusedException {
        List<String> casts = new ArrayList<>();
        for (Column column : wanted) {
            casts.add("TRY_CAST(" + column.expression() + " AS DOUBLE)");
        }
        return select(casts);
    }

    /** A streaming statement over all rows giving these expressions over {@link Column#expression()}. */
    PreparedStatement select(List<String> expressions) throws SQLException, DataSetRefusedException {
        return deadline.watch(connection.prepareStatement("SELECT " + String.join(", ", expressions) + " FROM rows"));
    }

    /** Whether the value of a column in a row (from 1) is absent, as opposed to present and no number. */
    boolean isMissing(Column column, long row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + column.expression() + " IS NULL OR trim(CAST("
                        + column.expression() + " AS VARCHAR)) = '' FROM rows LIMIT 1 OFFSET " + (row - 1))) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Refuses if the time is up; for every row that is read. */
    void checkTime() throws DataSetRefusedException {
        deadline.check();
    }

    /** What a failure while reading means. */
    DataSetRefusedException refusal(SQLException e, boolean withQuery) {
        return deadline.isOver() ? deadline.refusal() : explain(e, withQuery);
    }

    /** A sentence for a failure while reading; DuckDB's own text may quote values and is not passed on. */
    private static DataSetRefusedException explain(SQLException e, boolean withQuery) {
        String text = String.valueOf(e.getMessage());
        Matcher line = CSV_LINE.matcher(text);
        if (line.find()) {
            Matcher counts = COLUMN_COUNTS.matcher(text);
            String detail = counts.find()
                    ? "Expected " + counts.group(1) + " columns but found " + counts.group(2) + "."
                    : "Check quotes and line ends there.";
            return new DataSetRefusedException(
                    ProblemType.DATA_FILE_REFUSED,
                    "Line " + line.group(1) + " of the file does not fit its first line. " + detail);
        }
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        boolean namesOnly = first.startsWith("Binder Error")
                || first.startsWith("Parser Error")
                || first.startsWith("Catalog Error")
                || first.startsWith("Permission Error");
        if (withQuery) {
            String why = namesOnly ? first : "it failed on the rows (" + kind(first) + ")";
            return new DataSetRefusedException(ProblemType.DATA_QUERY_REFUSED, "The query cannot be run: " + why);
        }
        return new DataSetRefusedException(
                ProblemType.DATA_FILE_REFUSED, "The file cannot be read as CSV (" + kind(first) + ").");
    }

    private static String kind(String message) {
        int colon = message.indexOf(':');
        return colon < 0 ? "no reason given" : message.substring(0, colon);
    }

    private static Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    private static List<String> lockTo(Path file) {
        return List.of(
                "SET threads = 1",
                "SET memory_limit = '512MB'",
                "SET preserve_insertion_order = true",
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET allowed_paths = [" + text(file.toString()) + "]",
                "SET enable_external_access = false",
                "SET lock_configuration = true");
    }

    private static List<Column> textColumns(Connection connection, Path file, CsvHeader header, QueryDeadline deadline)
            throws SQLException, DataSetRefusedException {
        List<Column> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String name : header.columns()) {
            String key = "c" + columns.size();
            types.add("'" + key + "': 'VARCHAR'");
            columns.add(new Column(name, key, true));
        }
        String options = "auto_detect = false, columns = {" + String.join(", ", types) + "}";
        execute(connection, List.of("CREATE VIEW rows AS SELECT * FROM " + csv(file, header, options)), deadline);
        return columns;
    }

    private static List<Column> queryColumns(
            Connection connection, Path file, CsvHeader header, String query, QueryDeadline deadline)
            throws SQLException, DataSetRefusedException {
        List<String> names = header.columns().stream().map(DuckTable::text).toList();
        String options = "auto_detect = true, sample_size = -1, names = [" + String.join(", ", names) + "]";
        execute(
                connection,
                List.of(
                        "CREATE VIEW data AS SELECT * FROM " + csv(file, header, options),
                        "CREATE VIEW rows AS SELECT * FROM (" + query + "\n) AS q"),
                deadline);
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = deadline.watch(connection.prepareStatement("SELECT * FROM rows"))) {
            ResultSetMetaData found = statement.getMetaData();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                String type = found.getColumnTypeName(i);
                boolean numeric = NUMBERS.contains(type) || type.startsWith("DECIMAL");
                columns.add(new Column(found.getColumnName(i), name(found.getColumnName(i)), numeric));
            }
        }
        if (columns.size() > DataSetSpec.MAX_COLUMNS) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_QUERY_REFUSED,
                    "The query gives " + columns.size() + " columns; at most " + DataSetSpec.MAX_COLUMNS
                            + " are possible.");
        }
        return columns;
    }

    private static String csv(Path file, CsvHeader header, String options) {
        return "read_csv(" + text(file.toString())
                + ", header = true, quote = '\"', escape = '\"', strict_mode = true, delim = "
                + text(String.valueOf(header.delimiter())) + ", " + options + ")";
    }

    private static void execute(Connection connection, List<String> statements, QueryDeadline deadline)
            throws SQLException, DataSetRefusedException {
        for (String sql : statements) {
            try (Statement statement = deadline.watch(connection.createStatement())) {
                statement.execute(sql);
            }
        }
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    private static void close(@org.jspecify.annotations.Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The refusal that led here is the one to report; the connection lives in memory only.
            }
        }
    }

    @Override
    public void close() {
        deadline.close();
        close(connection);
    }
}
