package io.concordat.node.data;

import io.concordat.crypto.testing.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Targets of the files with a bank's rows. */
public final class DataFuzz {
    private DataFuzz() {}

    /** The first line of a CSV file. */
    public static List<FuzzTarget> targets() {
        return List.of(new FuzzTarget(
                "csv-header",
                List.of(CsvHeader.class),
                List.of(DataSetRefusedException.class),
                bytes -> {
                    Path file = Files.createTempFile("fuzz", ".csv");
                    try {
                        Files.write(file, bytes);
                        CsvHeader.read(file);
                    } finally {
                        Files.delete(file);
                    }
                    return Optional.empty();
                },
                () -> List.of(FuzzTarget.bytes("id;amount;\"an \"\"odd\"\" name\";fraud\n1;2;3;0\n"))));
    }
}
