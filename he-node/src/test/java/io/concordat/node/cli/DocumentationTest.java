package io.concordat.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.doctor.Check;
import io.concordat.node.observe.OperatorEvent;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The closed lists in the program and their pages in docs are the same, in the same order. */
final class DocumentationTest {
    private static final Path DOCS = Path.of("../docs");

    private static List<String> headings(String page) throws IOException {
        return Files.readAllLines(DOCS.resolve(page)).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    @Test
    void everyOperatorEventHasItsParagraph() throws Exception {
        assertThat(headings("events.md"))
                .containsExactlyElementsOf(Arrays.stream(OperatorEvent.values())
                        .map(OperatorEvent::slug)
                        .toList());
    }

    @Test
    void everyCheckOfTheDoctorHasItsParagraph() throws Exception {
        assertThat(headings("doctor.md"))
                .containsExactlyElementsOf(
                        Arrays.stream(Check.values()).map(Check::slug).toList());
    }

    @Test
    void everyAlarmHasItsRunbookAndNamesIt() throws Exception {
        String alerts = Files.readString(Path.of("../dist/src/monitoring/alerts.yaml"));
        List<String> names = Pattern.compile("alert: (\\w+)")
                .matcher(alerts)
                .results()
                .map(alert -> alert.group(1))
                .toList();

        assertThat(headings("runbooks.md")).containsExactlyElementsOf(names);
        assertThat(names).allSatisfy(name -> assertThat(alerts)
                .contains("runbook: 'doc/runbooks.md#" + name.toLowerCase(Locale.ROOT) + "'"));
    }

    @Test
    void everyExitCodeHasItsParagraph() throws Exception {
        List<String> codes = new ArrayList<>();
        for (Field field : ExitCodes.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                codes.add(Integer.toString(field.getInt(null)));
            }
        }
        assertThat(headings("exit-codes.md")).containsExactlyElementsOf(codes);
    }
}
