package io.concordat.node.fuzz;

import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.model.data.CsvReader;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.history.HistoryOptions;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.DataSize;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.history.OptionsText;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets of texts that people write. */
final class TextFuzz {
    private static final String LEAST = """
            [member]
            id = "bank-a"
            legal-name = "Bank A"
            lei = "EXAMPLE0000BANKA0134"
            [peer]
            endpoint = "https://bank-a.example:7443"
            request-timeout = "5 s"
            """;

    private TextFuzz() {}

    static List<FuzzTarget> targets() {
        return List.of(
                new FuzzTarget(
                        "toml-configuration",
                        List.of(NodeConfig.class),
                        List.of(ConfigException.class),
                        bytes -> {
                            NodeConfig.parse(
                                    Path.of("/nowhere/node.toml"),
                                    FuzzTarget.text(bytes),
                                    new ConfigSources(Map.of(), Map.of()));
                            return Optional.empty();
                        },
                        () -> List.of(FuzzTarget.bytes(LEAST))),
                new FuzzTarget(
                        "data-size",
                        List.of(DataSize.class),
                        List.of(IllegalArgumentException.class),
                        bytes -> {
                            DataSize.parse(FuzzTarget.text(bytes));
                            return Optional.empty();
                        },
                        () -> List.of(FuzzTarget.bytes("16 MiB"))),
                new FuzzTarget(
                        "history-options",
                        List.of(OptionsText.class),
                        List.of(IllegalArgumentException.class),
                        bytes -> {
                            String text = FuzzTarget.text(bytes);
                            if (!OptionsText.of(OptionsText.parse(text)).equals(text)) {
                                throw new AssertionError("another text is written");
                            }
                            return Optional.empty();
                        },
                        () -> List.of(
                                FuzzTarget.bytes(OptionsText.of(HistoryOptions.defaults())),
                                FuzzTarget.bytes(OptionsText.of(HistoryOptions.exact())))),
                new FuzzTarget(
                        "csv-rows",
                        List.of(CsvReader.class),
                        List.of(RowSourceException.class),
                        bytes -> {
                            try (CsvReader csv = new CsvReader(new StringReader(FuzzTarget.text(bytes)))) {
                                Optional<List<String>> row = csv.next();
                                while (row.isPresent()) {
                                    row = csv.next();
                                }
                            }
                            return Optional.empty();
                        },
                        () -> List.of(FuzzTarget.bytes("id;\"a \"\"b\"\"\"\r\n1;\"x\r\ny\"\n2;3\n"))));
    }
}
