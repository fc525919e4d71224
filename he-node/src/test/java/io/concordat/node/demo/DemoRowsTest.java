package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoRowsTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("rows.csv"), text);
    }

    @Test
    void rowsKeepTheTextOfTheFileAndTheOrderOfItsColumns() throws Exception {
        DemoRows rows = DemoRows.read(file("id,a,fraud,b\nx,1.50,0,-2e3\ny, .25 ,1.0,7\n"), "fraud", List.of("id"));
        assertThat(rows.features()).containsExactly("a", "b");
        assertThat(rows.rows())
                .containsExactly(
                        new DemoRows.Row(List.of("1.50", "-2e3"), false), new DemoRows.Row(List.of(".25", "7"), true));
        assertThat(rows.rows().getFirst().values()).containsExactly(1.5, -2000);
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        Path packed = directory.resolve("rows.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("a,l\n1,0\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(DemoRows.read(packed, "l", List.of()).rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,l;1,0' | nope | '' | There is no column nope to use as label (--label)",
                "'a,l;1,0' | nope | '' | The columns are: a, l.",
                "'a,l;1,0' | l | b | There is no column b to ignore (--ignore)",
                "'a,l;1,0' | l | l | is the label and cannot be ignored",
                "'a,l;1,0' | l | a | has no column besides label and ignored ones",
                "'a,l' | l | '' | has column names but no rows",
                "'' | l | '' | The file is empty",
                "'a,l;1,2' | l | '' | The label must be 0 (genuine) or 1 (fraud), but column l holds 2 in row 1",
                "'a,l;1,' | l | '' | but column l holds nothing in row 1",
                "'a,l;1,yes' | l | '' | but column l holds yes in row 1",
                "'a,l;1,0;NaN,1' | l | '' | Column a has no value in row 2",
                "'a,l;,1' | l | '' | Column a has no value in row 1",
                "'a,l;1.2e12,1' | l | '' | Column a holds 1.2e12 in row 1",
                "'a,l;1.2e12,1' | l | '' | beyond the slot bound of 2^40",
                "'a,l;1e999,1' | l | '' | beyond the slot bound of 2^40",
                "'a,l;1' | l | '' | Line 2: expected 2 fields but found 1",
                "'a,b,c,l;1,x,2,0;1,2,Infinity,0' | l | '' | b ('x' in row 1), c ('Infinity' in row 2)",
                "'a,b,c,l;1,x,2,0;1,2,Infinity,0' | l | '' | Leave them out with --ignore b,c",
            })
    void aFaultIsNamedWithItsPlace(String text, String label, String ignored, String message) throws IOException {
        Path file = file(text.replace(';', '\n'));
        List<String> ignore = ignored.isEmpty() ? List.of() : List.of(ignored);
        assertThatThrownBy(() -> DemoRows.read(file, label, ignore))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining(message.replace('\'', '"'));
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws IOException {
        Path absent = directory.resolve("absent.csv");
        assertThatThrownBy(() -> DemoRows.read(absent, "l", List.of()))
                .hasMessageContaining("There is no file " + absent);
        Path notText = Files.write(directory.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xE9, '\n', '1'});
        assertThatThrownBy(() -> DemoRows.read(notText, "l", List.of())).hasMessageContaining("is not UTF-8 text");
        Path notGzip = Files.writeString(directory.resolve("plain.csv.gz"), "a,l\n1,0\n");
        assertThatThrownBy(() -> DemoRows.read(notGzip, "l", List.of())).hasMessageContaining("cannot be read");
    }
}
