package io.concordat.crypto.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class VectorsTest {
    static List<String> operations() {
        return VectorCase.OPERATIONS;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyBackEndAnswersEveryVector(String operation) {
        for (Arithmetic backend : ArithmeticChoice.available()) {
            ProductSubject subject = new ProductSubject();
            List<String> wrong = ArithmeticChoice.using(backend, () -> wrong(operation, subject));
            assertThat(wrong).as("%s on %s", operation, backend).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theSpecificationInPlainNumbersAnswersEveryVector(String operation) {
        assertThat(wrong(operation, new ReferenceSubject())).isEmpty();
    }

    @Test
    void aSubjectThatAcceptsOrRefusesEverythingIsFoundOut() {
        for (String operation : operations()) {
            assertThat(wrong(operation, vector -> Optional.empty())).isNotEmpty();
            assertThat(wrong(operation, vector -> Optional.of(List.of()))).isNotEmpty();
        }
    }

    /** What vectors.schema.json says, as far as it needs no library. */
    @ParameterizedTest
    @MethodSource("operations")
    void filesKeepToTheirShape(String operation) {
        JsonNode file = VectorCase.file(operation);
        assertThat(file.required("operation").asText()).isEqualTo(operation);
        assertThat(file.required("schema").asText()).isEqualTo("vectors.schema.json");
        List<Integer> ids = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        for (VectorCase vector : VectorCase.of(operation)) {
            ids.add(vector.test().required("tcId").asInt());
            vector.test().required("flags").forEach(flag -> flags.add(flag.asText()));
            assertThat(vector.test().required("flags")).isNotEmpty();
            assertThat(vector.result()).isIn("valid", "invalid", "acceptable");
            assertThat(vector.test().has("expected")).isEqualTo(!vector.result().equals("invalid"));
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSize(file.required("numberOfTests").asInt());
        List<String> notes = new ArrayList<>();
        file.required("notes").fieldNames().forEachRemaining(notes::add);
        assertThat(flags).containsExactlyInAnyOrderElementsOf(notes);
    }

    @Test
    void thereAreAtLeast150InvalidOnes() {
        long invalid = operations().stream()
                .flatMap(operation -> VectorCase.of(operation).stream())
                .filter(vector -> vector.result().equals("invalid"))
                .count();
        assertThat(invalid).isGreaterThanOrEqualTo(150);
    }

    private static List<String> wrong(String operation, VectorSubject subject) {
        List<String> wrong = new ArrayList<>();
        for (VectorCase vector : VectorCase.of(operation)) {
            boolean right =
                    switch (vector.result()) {
                        case "valid" -> subject.run(vector).equals(Optional.of(vector.expected()));
                        case "invalid" -> subject.run(vector).isEmpty();
                        default ->
                            subject.run(vector)
                                    .map(answer -> answer.equals(vector.expected()))
                                    .orElse(true);
                    };
            if (!right) {
                wrong.add(vector.toString());
            }
        }
        return wrong;
    }
}
