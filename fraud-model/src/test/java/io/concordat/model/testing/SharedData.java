package io.concordat.model.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.model.data.CsvReader;
import io.concordat.model.data.Dataset;
import io.concordat.model.data.RowSourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data that is too large for the repository: the directory in system property {@code concordat.shared} or
 * environment variable {@code CONCORDAT_SHARED}, else {@code shared} beside the checkout. Tests skip, saying so, where it is absent.
 */
public final class SharedData {
    private SharedData() {}

    /** A file of the shared data; skips the test if there is none. */
    public static Path file(String name) {
        Path file = root().resolve("data").resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file),
                () -> "Shared data " + file + " is absent; set -Dconcordat.shared=DIR to run this test");
        return file;
    }

    private static Path root() {
        String property = System.getProperty("concordat.shared", System.getenv("CONCORDAT_SHARED"));
        if (property != null) {
            return Path.of(property);
        }
        Path directory = Path.of("").toAbsolutePath();
        while (directory.getParent() != null && !Files.exists(directory.resolve("he-crypto"))) {
            directory = directory.getParent();
        }
        return directory.resolveSibling("shared");
    }

    /** A JSON file of the shared data. */
    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The named columns of a .csv.gz file, all rows. */
    public static Dataset csv(String name, List<String> features, String label) {
        return csv(file(name), features, label, Optional.empty());
    }

    /** The named columns of the rows that hold a text in a column. */
    public static Dataset csvWhere(String name, List<String> features, String label, String column, String text) {
        return csv(file(name), features, label, Optional.of(List.of(column, text)));
    }

    private static Dataset csv(Path file, List<String> features, String label, Optional<List<String>> filter) {
        Dataset rows = Dataset.empty(features);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                CsvReader csv = new CsvReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Integer> columns = new ArrayList<>();
            for (String feature : features) {
                columns.add(csv.header().indexOf(feature));
            }
            int labelColumn = csv.header().indexOf(label);
            for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
                List<String> fields = row.get();
                if (filter.isPresent()
                        && !fields.get(csv.header().indexOf(filter.get().get(0)))
                                .equals(filter.get().get(1))) {
                    continue;
                }
                rows.add(
                        columns.stream()
                                .mapToDouble(c -> Double.parseDouble(fields.get(c)))
                                .toArray(),
                        Double.parseDouble(fields.get(labelColumn)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RowSourceException e) {
            throw new AssertionError(e);
        }
        return rows;
    }
}
