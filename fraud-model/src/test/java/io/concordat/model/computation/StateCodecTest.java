package io.concordat.model.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StateCodecTest {
    private static byte[] sample() {
        return new StateWriter()
                .u8(200)
                .flag(true)
                .i32(-5)
                .i64(1L << 40)
                .f64(-0.25)
                .text("Zürich")
                .texts(List.of("a", ""))
                .reals(List.of(1.5))
                .longs(List.of(7L))
                .sized(new byte[] {1, 2})
                .toByteArray();
    }

    @Test
    void whatWasWrittenIsRead() throws StateDecodeException {
        StateReader in = new StateReader(sample());
        assertThat(in.u8()).isEqualTo(200);
        assertThat(in.flag()).isTrue();
        assertThat(in.i32()).isEqualTo(-5);
        assertThat(in.i64()).isEqualTo(1L << 40);
        assertThat(in.f64()).isEqualTo(-0.25);
        in.expect("Zürich");
        assertThat(in.texts(2)).containsExactly("a", "");
        assertThat(in.reals(1)).containsExactly(1.5);
        assertThat(in.longs(1)).containsExactly(7L);
        assertThat(in.sized(2)).containsExactly(1, 2);
        in.end();
    }

    @Test
    void lengthsBeyondTheLimitAreRefusedBeforeAnythingIsAllocated() {
        byte[] huge = new StateWriter().i32(Integer.MAX_VALUE).toByteArray();
        byte[] negative = new StateWriter().i32(-1).toByteArray();
        assertThatThrownBy(() -> new StateReader(huge).text()).hasMessageContaining("0 to 4096 but found 2147483647");
        assertThatThrownBy(() -> new StateReader(huge).reals(3)).hasMessageContaining("0 to 3 but found 2147483647");
        assertThatThrownBy(() -> new StateReader(negative).sized(3)).hasMessageContaining("0 to 3 but found -1");
    }

    @Test
    void malformedValuesAreRefused() {
        byte[] nan =
                new StateWriter().i64(Double.doubleToRawLongBits(Double.NaN)).toByteArray();
        byte[] notUtf8 = {0, 0, 0, 1, (byte) 0xC3};
        assertThatThrownBy(() -> new StateReader(nan).f64()).isInstanceOf(StateDecodeException.class);
        assertThatThrownBy(() -> new StateReader(notUtf8).text()).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> new StateReader(new byte[] {2}).flag()).hasMessageContaining("0 or 1 but found 2");
        assertThatThrownBy(() -> new StateReader(new byte[3]).i32()).hasMessageContaining("4 more bytes but found 3");
        assertThatThrownBy(() -> new StateReader(new byte[3]).end()).hasMessageContaining("found 3 more bytes");
        assertThatThrownBy(() -> new StateWriter().f64(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNotCanonicalAreRefused() {
        StateCodec.Body<Boolean> anyNonZero = in -> in.u8() != 0;
        assertThatThrownBy(() -> StateCodec.decode(new byte[] {2}, anyNonZero, _ -> new byte[] {1}))
                .isInstanceOf(StateDecodeException.class)
                .hasMessageContaining("canonical");
    }
}
