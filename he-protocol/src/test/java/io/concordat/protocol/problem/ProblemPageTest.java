package io.concordat.protocol.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemPageTest {
    @Test
    void pageListsEveryProblemAsTheProgramDoes() throws IOException {
        List<String> expected = Arrays.stream(ProblemType.values())
                .map(type -> "| `" + type.slug() + "` | " + type.code() + " | " + type.status() + " | " + type.title()
                        + " | " + type.remedy() + " |")
                .toList();
        List<String> listed = Files.readAllLines(Path.of("..", "docs", "problems.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
