package io.concordat.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differencing over data scopes: the same rows are never in two of them, however their file is named. */
final class RowScopesTest {
    @TempDir
    private Path directory;

    private final List<RowScopes.Use> uses = new ArrayList<>();

    @BeforeEach
    void oneFileInOneScope() throws Exception {
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(directory.resolve("rows.csv"), "amount,fraud\n1,0\n");
        Files.writeString(directory.resolve("others.csv"), "amount,fraud\n1,0\n");
        Files.createSymbolicLink(directory.resolve("soft.csv"), directory.resolve("rows.csv"));
        Files.createLink(directory.resolve("hard.csv"), directory.resolve("rows.csv"));
        uses.add(new RowScopes.Use("data set training", "rows.csv", "cards-2026"));
    }

    private RowScopes scopes() {
        return new RowScopes(new DataRoots(List.of(directory)), () -> List.copyOf(uses));
    }

    @Test
    void anotherNameOfTheSameFileIsRefusedInAnotherScope() {
        for (String name : List.of(
                "rows.csv",
                "./rows.csv",
                "sub/../rows.csv",
                directory.resolve("rows.csv").toString(),
                "soft.csv",
                "hard.csv")) {
            DataSetRefusedException refusal =
                    catchThrowableOfType(DataSetRefusedException.class, () -> scopes().refuseOther(name, "cards-2027"));
            assertThat(refusal).as(name).isNotNull();
            assertThat(refusal.type()).isEqualTo(ProblemType.CONFLICT);
            assertThat(refusal.sentence()).contains("cards-2026").contains("data set training");
            assertThatCode(() -> scopes().refuseOther(name, "cards-2026")).doesNotThrowAnyException();
        }
    }

    @Test
    void otherRowsMayBeInAnotherScope() {
        assertThatCode(() -> scopes().refuseOther("others.csv", "cards-2027")).doesNotThrowAnyException();
    }

    @Test
    void afterTheFileIsGoneItsNameStaysInItsScope() throws Exception {
        Files.delete(directory.resolve("rows.csv"));
        Files.writeString(directory.resolve("rows.csv"), "amount,fraud\n2,1\n");
        assertThat(catchThrowableOfType(
                        DataSetRefusedException.class, () -> scopes().refuseOther("rows.csv", "cards-2027")))
                .isNotNull();
        uses.add(new RowScopes.Use("source s", "gone.csv", "cards-2025"));
        assertThatCode(() -> scopes().refuseOther("others.csv", "cards-2027")).doesNotThrowAnyException();
    }
}
