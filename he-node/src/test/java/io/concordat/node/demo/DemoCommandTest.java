package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot work is refused before a node starts, with a sentence and exit code 2. */
final class DemoCommandTest {
    @TempDir
    private Path directory;

    private record Ending(int code, String out, String err) {}

    private Ending run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--dir", directory.resolve("nodes").toString()));
        int code = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ending(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--banks=2 | Two banks cannot hide from each other",
                "--banks=2 | subtracts its own numbers from the opened sum and has the other's exactly",
                "--banks=9 | The demo starts 3 to 8 banks, one process each, but --banks says 9",
                "--banks=1 | The demo starts 3 to 8 banks",
                "--key-bits=512 | --key-bits says 512",
                "--key-bits=2050 | 2048 (the default), 3072 (production) or 4096 bits",
                "--budget=0 | --budget says 0",
                "--min-effective-rows=0 | --min-effective-rows says 0",
                "--label=x | --label and --ignore go with --csv FILE",
                "--csv=x.csv | --csv FILE needs --label COLUMN",
                "--banks=three | 'three' is not an int",
            })
    void impossibleWishesAreExplained(String argument, String message) {
        Ending ending = run(argument);
        assertThat(ending.err()).contains(message);
        assertThat(ending.code()).isEqualTo(2);
        assertThat(directory.resolve("nodes")).doesNotExist();
    }

    @Test
    void badRowsAreRefusedBeforeAnythingStarts() throws IOException {
        Path csv = Files.writeString(directory.resolve("rows.csv"), "a,city,fraud\n1,Bern,0\n2,Basel,1\n");
        Ending text = run("--csv", csv.toString(), "--label", "fraud");
        assertThat(text.err()).contains("hold text, not numbers: city (\"Bern\" in row 1)", "--ignore city");
        assertThat(text.code()).isEqualTo(2);
        Ending few = run("--csv", csv.toString(), "--label", "fraud", "--ignore", "city");
        assertThat(few.err()).contains("too few to deal over 3 banks");
        Ending label = run("--csv", csv.toString(), "--label", "Fraud");
        assertThat(label.err()).contains("There is no column Fraud to use as label", "a, city, fraud");
        assertThat(directory.resolve("nodes")).doesNotExist();
    }

    @Test
    void aDirectoryInUseIsLeftAlone() throws IOException {
        Path used = Files.createDirectories(directory.resolve("nodes"));
        Path file = Files.writeString(used.resolve("precious"), "mine");
        StringBuilder rows = new StringBuilder("x,fraud\n");
        for (int i = 0; i < 400; i++) {
            rows.append(i % 17).append(',').append(i % 3 == 0 ? 1 : 0).append('\n');
        }
        Path csv = Files.writeString(directory.resolve("rows.csv"), rows);
        Ending ending = run("--csv", csv.toString(), "--label", "fraud");
        assertThat(ending.err()).contains("is not empty; the demo starts from nothing");
        assertThat(ending.out()).contains("400 rows, 134 frauds", "Plain twin", "Converged");
        assertThat(file).hasContent("mine");
    }
}
