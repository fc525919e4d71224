package io.concordat.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    record Body(String name, int count, @Nullable List<String> columns) {}

    @Test
    void componentsMarkedNullableMayBeLeftOutOrNull() throws Exception {
        assertThat(read("{\"name\":\"a\",\"count\":1}")).isEqualTo(new Body("a", 1, null));
        assertThat(read("{\"name\":\"a\",\"count\":1,\"columns\":null}")).isEqualTo(new Body("a", 1, null));
        assertThat(read("{\"name\":\"a\",\"count\":1,\"columns\":[\"x\"]}")).isEqualTo(new Body("a", 1, List.of("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"count\":1}",
                "{\"name\":null,\"count\":1}",
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"count\":null}",
                "{\"name\":5,\"count\":1}",
                "{\"name\":\"a\",\"count\":\"1\"}",
                "{\"name\":\"a\",\"count\":1.5}",
                "{\"name\":\"a\",\"count\":NaN}",
                "{\"name\":\"a\",\"count\":1,\"other\":2}",
                "{\"name\":\"a\",\"name\":\"b\",\"count\":1}",
                "{\"name\":\"a\",\"count\":1,\"columns\":[null]}",
                "{\"name\":\"a\",\"count\":1} {}",
                "{\"name\":\"a\",\"count\":1"
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonRefusedException.class);
    }

    private static Body read(String json) throws JsonRefusedException {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Body.class);
    }
}
