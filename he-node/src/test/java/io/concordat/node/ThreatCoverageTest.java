package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/threats.md names every attack, and for each the tests that show it: a test that is removed breaks the build here. */
final class ThreatCoverageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| ([AT][0-9]+) \\|[^|]*\\|(.*)\\|$");
    private static final Pattern REFERENCE = Pattern.compile("`([A-Za-z0-9]+)#([A-Za-z0-9]+)`");

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/threats.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2).strip()))
                        .as(row.group(1))
                        .isNull();
            }
        }
        return rows;
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("he-crypto", "fraud-model", "he-protocol", "he-node")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.merge(name, Files.readString(file), String::concat);
                }
            }
        }
        return sources;
    }

    @Test
    void everyAttackIsOnThePage() throws Exception {
        List<String> all = new ArrayList<>();
        IntStream.rangeClosed(1, 17).forEach(i -> all.add("A" + i));
        IntStream.rangeClosed(1, 50).forEach(i -> all.add("T" + i));
        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyTestOnThePageExists() throws Exception {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        rows().forEach((row, text) -> {
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                String source = sources.getOrDefault(reference.group(1), "");
                boolean found = Pattern.compile("(void|ArchRule) " + reference.group(2) + "\\b")
                        .matcher(source)
                        .find();
                if (!found) {
                    missing.add(row + ": " + reference.group());
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void rowWithoutATestSaysWhy() throws Exception {
        rows().forEach((row, text) -> assertThat(REFERENCE.matcher(text).find() || text.matches("none[^:]*: .{10,}"))
                .as(row)
                .isTrue());
    }

    /** T9: no request body has a field that could carry a ciphertext, an exponent or a share to decrypt with. */
    @Test
    void t9NoRouteTakesACiphertext() throws Exception {
        JsonNode api = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("src/main/resources/openapi/node.yaml").toFile());
        List<String> bodies = new ArrayList<>();
        api.path("components").path("requestBodies").forEach(body -> collect(api, body, bodies, 0));
        assertThat(bodies).isNotEmpty();
        assertThat(bodies)
                .noneMatch(field -> field.matches("(?i).*(cipher|exponent|decrypt|partial|aggregate|attempt).*"));
    }

    private static void collect(JsonNode api, JsonNode node, List<String> fields, int depth) {
        if (depth > 20) {
            return;
        }
        if (node.has("$ref")) {
            JsonNode target = api.at(node.path("$ref").asText().substring(1));
            collect(api, target, fields, depth + 1);
        }
        node.path("properties").fieldNames().forEachRemaining(fields::add);
        node.forEach(child -> collect(api, child, fields, depth + 1));
    }
}
