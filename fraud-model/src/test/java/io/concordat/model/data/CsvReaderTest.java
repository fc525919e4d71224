package io.concordat.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvReaderTest {
    private static List<List<String>> rows(String text) throws RowSourceException {
        CsvReader csv = new CsvReader(new StringReader(text));
        List<List<String>> rows = new ArrayList<>();
        for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    @Test
    void fieldsQuotesAndLineEndsAreRead() throws RowSourceException {
        assertThat(rows("a,b,c\r\n1,,\"x, \"\"y\"\"\nz\"\n\n4,5,6"))
                .containsExactly(List.of("1", "", "x, \"y\"\nz"), List.of("4", "5", "6"));
        assertThat(new CsvReader(new StringReader("\"a b\",c\n")).header()).containsExactly("a b", "c");
        assertThat(rows("a\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"'a;b@1,5;2' ! '1,5' ! '2'", "'a\tb@1\t2' ! 1 ! 2", "'a|b@1|2' ! 1 ! 2"})
    void theSeparatorOfTheFirstLineIsTaken(String text, String first, String second) throws RowSourceException {
        assertThat(rows(text.replace('@', '\n').replace("\\t", "\t"))).containsExactly(List.of(first, second));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws RowSourceException {
        assertThat(new CsvReader(new StringReader("\uFEFFa,b\n1,2")).header()).containsExactly("a", "b");
        assertThat(rows("\uFEFFa\n7")).containsExactly(List.of("7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "'a,a' | Column a is named twice",
                "'a,' | 1 to 200 characters but found one of 0",
                "'a,b;1' | Line 2: expected 2 fields but found 1",
                "'a,b;;1,2,3' | expected 2 fields but found 3",
                "'a;\"1' | Line 2: a quoted field does not end",
                "'a;\"1\"2' | Line 2: characters follow a closing quote",
                "'a;1\"2' | Line 2: a quote stands inside a field",
            })
    void malformedTextIsRefusedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> rows(text.replace(';', '\n')))
                .isInstanceOf(RowSourceException.class)
                .hasMessageContaining(message);
    }
}
