package io.concordat.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
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

    /** T31: what would take memory or time is refused before a value is made of it. */
    @Test
    void t31JsonBombsAreRefused() {
        String deep = "[".repeat(40) + "]".repeat(40);
        String digits = "9".repeat(65);
        String name = "n".repeat(129);
        List<String> bombs = List.of(
                "{\"name\":\"a\",\"count\":1,\"columns\":" + deep + "}",
                "{\"name\":\"a\",\"count\":" + digits + "}",
                "{\"name\":\"a\",\"count\":1e" + digits + "}",
                "{\"" + name + "\":1}",
                "{\"name\":\"" + "x".repeat((1 << 20) + 1) + "\",\"count\":1}",
                "{\"name\":\"a\",\"count\":1,\"columns\":[" + "\"\",".repeat(200_000) + "\"\"]}",
                "{\"name\":\"a\",\"count\":Infinity}",
                "\uFEFF{\"name\":\"a\",\"count\":1}");
        for (String bomb : bombs) {
            assertThatThrownBy(() -> read(bomb))
                    .as(bomb.substring(0, Math.min(60, bomb.length())))
                    .isInstanceOf(JsonRefusedException.class);
        }
    }

    /** T31: no guessing of other encodings; a well-formed body in UTF-16 or UTF-32 is refused as one that is not. */
    @Test
    void t31OnlyUtf8IsJson() {
        String good = "{\"name\":\"a\",\"count\":1}";
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-32", "UTF-32LE")) {
            byte[] bytes = good.getBytes(Charset.forName(charset));
            assertThatThrownBy(() -> StrictJson.read(bytes, Body.class))
                    .as(charset)
                    .isInstanceOf(JsonRefusedException.class);
        }
        byte[] latin1 = "{\"name\":\"\u00e9\",\"count\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> StrictJson.read(latin1, Body.class)).isInstanceOf(JsonRefusedException.class);
    }

    private static Body read(String json) throws JsonRefusedException {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Body.class);
    }
}
