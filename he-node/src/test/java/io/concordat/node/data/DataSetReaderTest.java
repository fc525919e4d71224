package io.concordat.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataSetReaderTest {

    @TempDir
    Path directory;

    @Test
    void readsRowsInFileOrderWithoutLabelAndIgnoredColumns() throws Exception {
        write("id,amount,\"odd.name, quoted\",fraud\n7,1.5,-2e3,0\n8,0.1,4,1\n");
        List<double[]> rows = new ArrayList<>();

        DataSetReader.Summary summary =
                reader().read(spec(List.of(), List.of("id"), null), row -> rows.add(row.clone()));

        assertThat(summary).isEqualTo(new DataSetReader.Summary(List.of("amount", "odd.name, quoted"), 2, 1));
        assertThat(rows).containsExactly(new double[] {1.5, -2000, 0}, new double[] {0.1, 4, 1});
    }

    @Test
    void readsCompressedAndSemicolonSeparatedFiles() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("rows.csv.gz")))) {
            out.write("amount;fraud\n0,5;1\n".replace("0,5", "0.5").getBytes(StandardCharsets.UTF_8));
        }
        DataSetSpec spec =
                new DataSetSpec("rows", "rows.csv.gz", "fraud", List.of(), List.of(), "rows", Optional.empty());

        assertThat(reader().read(spec, row -> {})).isEqualTo(new DataSetReader.Summary(List.of("amount"), 1, 1));
    }

    @Test
    void takesFeaturesInTheOrderAskedFor() throws Exception {
        write("a,b,fraud\n1,2,0\n");
        List<double[]> rows = new ArrayList<>();

        reader().read(spec(List.of("b", "a"), List.of(), null), row -> rows.add(row.clone()));

        assertThat(rows).containsExactly(new double[] {2, 1, 0});
    }

    @Test
    void runsAQueryOverTheTable() throws Exception {
        write("country,amount,fraud\nFR,10,0\nDE,30,1\n");
        List<double[]> rows = new ArrayList<>();
        String query = "SELECT amount / 4 AS quarter, CAST(country = 'FR' AS INTEGER) AS french, fraud FROM data";

        DataSetReader.Summary summary = reader().read(spec(List.of(), List.of(), query), row -> rows.add(row.clone()));

        assertThat(summary.features()).containsExactly("quarter", "french");
        assertThat(rows).containsExactly(new double[] {2.5, 1, 0}, new double[] {7.5, 0, 1});
    }

    @Test
    void unknownLabelColumnIsRefusedWithTheColumnsThatExist() throws Exception {
        write("amount,is_fraud\n1,0\n");

        assertRefused(
                ProblemType.UNKNOWN_LABEL_COLUMN,
                "There is no column \"fraud\" to use as label. The columns are: amount, is_fraud.");
    }

    @Test
    void textColumnIsRefusedWithItsFirstBadRow() throws Exception {
        write("amount,country,fraud\n1,3,0\n2,SECRETLAND,1\n");

        DataSetRefusedException refusal = assertRefused(
                ProblemType.NON_NUMERIC_COLUMN,
                "Column \"country\" is not numeric: the first value that is no number is in row 2. "
                        + "Ignore the column or turn it into numbers with a query.");
        assertThat(refusal.sentence()).doesNotContain("SECRETLAND");
    }

    @Test
    void emptyDataSetIsRefused() throws Exception {
        write("amount,fraud\n");
        assertRefused(ProblemType.EMPTY_DATA_SET, "The data set has no rows.");
        write("");
        assertRefused(ProblemType.EMPTY_DATA_SET, "The file is empty: its first line must name the columns.");
    }

    @Test
    void nanInfinityAndOverflowingLiteralsAreRefusedWithColumnAndRow() throws Exception {
        for (String value : List.of("NaN", "-inf", "1e400")) {
            write("amount,fraud\n1,0\n" + value + ",1\n");
            assertRefused(
                    ProblemType.NOT_FINITE,
                    "Column \"amount\", row 2 is NaN or infinite. Every feature must be a finite number.");
        }
    }

    @Test
    void missingValueIsRefusedWithColumnAndRow() throws Exception {
        write("amount,age,fraud\n1,5,0\n,6,1\n");
        assertRefused(ProblemType.MISSING_VALUE, "Column \"amount\", row 2 is missing.");
    }

    @Test
    void valueBeyondTheSlotBoundIsRefusedAndTheBoundItselfIsNot() throws Exception {
        write("amount,fraud\n1099511627776,0\n-1099511627777,1\n");
        assertRefused(
                ProblemType.BEYOND_SLOT_BOUND,
                "Column \"amount\", row 2 is beyond the slot bound of 2^40 (about 1.1e12) in absolute value. "
                        + "Use a smaller unit.");
    }

    @Test
    void labelOtherThanZeroOrOneIsRefused() throws Exception {
        for (String label : List.of("2", "0.5", "yes", "NaN")) {
            write("amount,fraud\n1,0\n2," + label + "\n");
            assertRefused(
                    ProblemType.LABEL_NOT_BINARY,
                    "The label must be 0 or 1, but column \"fraud\", row 2 holds something else.");
        }
    }

    @Test
    void raggedLineIsRefusedWithItsLineNumber() throws Exception {
        write("amount,age,fraud\n1,2,0\n77123,1\n");

        DataSetRefusedException refusal = assertRefused(
                ProblemType.DATA_FILE_REFUSED,
                "Line 3 of the file does not fit its first line. Expected 3 columns but found 2.");
        assertThat(refusal.sentence()).doesNotContain("77123");
    }

    @Test
    void repeatedAndNamelessColumnsAreRefused() throws Exception {
        write("amount,amount,fraud\n1,2,0\n");
        assertRefused(
                ProblemType.DATA_FILE_REFUSED,
                "The column name \"amount\" occurs twice in the first line of the file.");
        write("amount,,fraud\n1,2,0\n");
        assertRefused(ProblemType.DATA_FILE_REFUSED, "Column 2 has no name in the first line of the file.");
    }

    @Test
    void pathsOutsideTheDataDirectoriesAreRefused() throws Exception {
        write("amount,fraud\n1,0\n");
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("link.csv"), directory.resolve("rows.csv"));
        DataSetReader confined = new DataSetReader(new DataRoots(List.of(inner)));

        for (String path : List.of(
                "../rows.csv", directory.resolve("rows.csv").toString(), "link.csv", "none.csv", "/etc/passwd")) {
            DataSetSpec spec = new DataSetSpec("rows", path, "fraud", List.of(), List.of(), "rows", Optional.empty());
            DataSetRefusedException refusal =
                    catchThrowableOfType(DataSetRefusedException.class, () -> confined.read(spec, row -> {}));
            assertThat(refusal.type()).isEqualTo(ProblemType.DATA_FILE_REFUSED);
        }
    }

    @Test
    void queryCannotReachOtherFilesSettingsOrSecondStatements() throws Exception {
        write("amount,fraud\n1,0\n");
        Files.writeString(directory.resolve("other.csv"), "amount,fraud\n1,0\n");
        for (String query : List.of(
                "SELECT * FROM read_csv('" + directory.resolve("other.csv") + "')",
                "SELECT 1) TO '" + directory.resolve("out.csv") + "' --",
                "SELECT * FROM data; SELECT 1",
                "SELECT * FROM glob('/*')",
                "SELECT amount FROM nowhere")) {
            DataSetRefusedException refusal = catchThrowableOfType(
                    DataSetRefusedException.class, () -> reader().read(spec(List.of(), List.of(), query), row -> {}));
            assertThat(refusal.type()).isEqualTo(ProblemType.DATA_QUERY_REFUSED);
        }
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void failingQueryDoesNotQuoteValues() throws Exception {
        write("country,fraud\nSECRETLAND,0\n");

        DataSetRefusedException refusal = catchThrowableOfType(DataSetRefusedException.class, () -> reader().read(
                        spec(List.of(), List.of(), "SELECT CAST(country AS DOUBLE) AS c, fraud FROM data"), row -> {}));

        assertThat(refusal.sentence()).contains("Conversion Error").doesNotContain("SECRETLAND");
    }

    @Test
    @Timeout(60)
    void aQueryThatNeverEndsIsEndedWhenItsTimeIsUp() throws Exception {
        write("amount,fraud\n1,0\n2,1\n");
        DataSetReader hasty = new DataSetReader(new DataRoots(List.of(directory)), Duration.ofMillis(500));
        for (String query : List.of(
                "SELECT (SELECT count(*) FROM range(1000000000000) r WHERE r.range % 7 = fraud) AS x, fraud FROM data",
                "SELECT r.range AS x, fraud FROM data, range(1000000000000) r")) {
            DataSetRefusedException refusal = catchThrowableOfType(
                    DataSetRefusedException.class, () -> hasty.read(spec(List.of(), List.of(), query), row -> {}));
            assertThat(refusal.type()).isEqualTo(ProblemType.DATA_QUERY_REFUSED);
            assertThat(refusal.sentence()).startsWith("Reading the rows takes longer than 0 s");
        }
    }

    private DataSetRefusedException assertRefused(ProblemType type, String sentence) {
        DataSetRefusedException refusal = catchThrowableOfType(
                DataSetRefusedException.class, () -> reader().read(spec(List.of(), List.of(), null), row -> {}));
        assertThat(refusal.type()).isEqualTo(type);
        assertThat(refusal.sentence()).isEqualTo(sentence);
        return refusal;
    }

    private DataSetReader reader() {
        return new DataSetReader(new DataRoots(List.of(directory)));
    }

    private static DataSetSpec spec(
            List<String> features, List<String> ignored, @org.jspecify.annotations.Nullable String query) {
        return new DataSetSpec("rows", "rows.csv", "fraud", features, ignored, "rows", Optional.ofNullable(query));
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("rows.csv"), text);
    }
}
