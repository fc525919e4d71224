package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot work is refused before a node starts. */
final class DevCommandTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--banks=2 | Two banks cannot hide from each other",
                "--key-bits=512 | --key-bits says 512",
                "--label=x | --label and --ignore go with --csv FILE",
                "--csv=x.csv | --csv FILE needs --label COLUMN",
                "--csv=missing.csv --label=x | missing.csv",
            })
    void impossibleWishesAreExplained(String arguments, String message) {
        StringWriter err = new StringWriter();
        Path nodes = directory.resolve("nodes");
        int code = new CommandLine(new DevCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute((arguments + " --dir=" + nodes).split(" "));
        assertThat(err.toString()).contains(message);
        assertThat(code).isEqualTo(2);
        assertThat(nodes.resolve("bank-1")).doesNotExist();
    }
}
