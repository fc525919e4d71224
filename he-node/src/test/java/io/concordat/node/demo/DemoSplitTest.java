package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoSplitTest {
    private static DemoRows rows(int frauds, int genuine) {
        List<DemoRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < frauds + genuine; i++) {
            rows.add(new DemoRows.Row(List.of(Integer.toString(i)), i < frauds));
        }
        return new DemoRows("l", List.of("id"), rows);
    }

    private static long frauds(List<DemoRows.Row> part) {
        return part.stream().filter(DemoRows.Row::fraud).count();
    }

    @Test
    void everyRowIsDealtOnceAndFraudsEvenly() throws DemoException {
        DemoSplit split = DemoSplit.of(rows(40, 400), 4, 1);
        List<DemoRows.Row> all = new ArrayList<>();
        split.training().forEach(all::addAll);
        split.holdOut().forEach(all::addAll);
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows(40, 400).rows());
        assertThat(split.rows()).isEqualTo(440);
        assertThat(split.training()).allSatisfy(part -> assertThat(frauds(part)).isEqualTo(7));
        assertThat(split.holdOut()).allSatisfy(part -> {
            assertThat(frauds(part)).isEqualTo(3);
            assertThat(part).hasSize(33);
        });
    }

    @Test
    void theSeedDecidesAlone() throws DemoException {
        assertThat(DemoSplit.of(rows(40, 400), 3, 7)).isEqualTo(DemoSplit.of(rows(40, 400), 3, 7));
        assertThat(DemoSplit.of(rows(40, 400), 3, 7)).isNotEqualTo(DemoSplit.of(rows(40, 400), 3, 8));
    }

    @Test
    void tooFewRowsOfALabelAreRefused() {
        assertThatThrownBy(() -> DemoSplit.of(rows(8, 400), 3, 1))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("8 rows with label 1, too few to deal over 3 banks")
                .hasMessageContaining("at least 9");
    }

    @Test
    void aBanksFileIsCsvWithQuotedNames(@TempDir Path directory) throws Exception {
        DemoSplit split = new DemoSplit(
                List.of("a,b", "q\"q"),
                "l",
                List.of(List.of(new DemoRows.Row(List.of("1.50", "2"), true))),
                List.of(List.of()));
        Path file = directory.resolve("bank.csv");
        split.write(split.training().getFirst(), file);
        assertThat(Files.readString(file)).isEqualTo("\"a,b\",\"q\"\"q\",\"l\"\n1.50,2,1\n");
        assertThat(DemoRows.read(file, "l", List.of()).rows())
                .isEqualTo(split.training().getFirst());
    }
}
