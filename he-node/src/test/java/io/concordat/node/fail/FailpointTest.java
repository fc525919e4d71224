package io.concordat.node.fail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of failpoints in docs/assurance.md, the enumeration and the code that reaches them are the same. */
final class FailpointTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| (.*) \\|$");
    private static final Pattern REACHED = Pattern.compile("Failpoint\\.([A-Z_]+)\\s*\\.reach\\(\\)");

    @Test
    void theDocumentListsThemAll() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/assurance.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                listed.put(row.group(1), row.group(2));
            }
        }
        assertThat(listed)
                .isEqualTo(Arrays.stream(Failpoint.values())
                        .collect(Collectors.toMap(Failpoint::label, Failpoint::moment, (a, _) -> a, TreeMap::new)));
    }

    @Test
    void eachIsReachedAtOnePlaceOfTheCode() throws Exception {
        List<String> reached = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                read(file, reached);
            }
        }
        assertThat(reached)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Failpoint.values()).map(Enum::name).toList());
    }

    private static void read(Path file, List<String> reached) throws IOException {
        Matcher matcher = REACHED.matcher(Files.readString(file));
        while (matcher.find()) {
            reached.add(matcher.group(1));
        }
    }

    @Test
    void whoWatchesIsToldUntilItDoesNotWatchAnyMore() {
        List<Failpoint> told = new ArrayList<>();
        Failpoint.watch(told::add);
        try {
            assertThat(Failpoint.isWatched()).isTrue();
            Failpoint.KEY_AFTER_SEAL.reach();
        } finally {
            Failpoint.unwatch();
        }
        Failpoint.KEY_AFTER_RECORD.reach();
        assertThat(told).containsExactly(Failpoint.KEY_AFTER_SEAL);
        assertThat(Failpoint.isWatched()).isFalse();
    }
}
