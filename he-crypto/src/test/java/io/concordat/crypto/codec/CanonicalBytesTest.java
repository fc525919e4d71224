package io.concordat.crypto.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.testing.RandomCases;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBytesTest {
    @Test
    void writesBigEndianNumbersAndLengths() {
        byte[] bytes = new CanonicalWriter()
                .u8(255)
                .u16(0x0102)
                .u32(0xFFFFFFFFL)
                .i64(-2)
                .f64(-0.0)
                .fixed(new byte[] {9})
                .sized(new byte[] {7, 8})
                .text("é")
                .unsigned(BigInteger.valueOf(200), 3)
                .signed(BigInteger.valueOf(-129))
                .toByteArray();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("ff" + "0102" + "ffffffff" + "fffffffffffffffe" + "8000000000000000" + "09" + "000000020708"
                        + "0002c3a9" + "0000c8" + "00000002ff7f");
    }

    @RandomCases(200)
    void readsBackWhatWasWritten(SplittableRandom random) throws DecodeException {
        int u8 = random.nextInt(256);
        int u16 = random.nextInt(1 << 16);
        long u32 = random.nextLong(1L << 32);
        long i64 = random.nextLong();
        double f64 = random.nextDouble(-1e300, 1e300);
        byte[] sized = new byte[random.nextInt(50)];
        random.nextBytes(sized);
        BigInteger signed = BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(5));
        BigInteger unsigned = signed.abs();

        CanonicalReader reader = new CanonicalReader(new CanonicalWriter()
                .u8(u8)
                .u16(u16)
                .u32(u32)
                .i64(i64)
                .f64(f64)
                .sized(sized)
                .text("ab" + u8)
                .signed(signed)
                .unsigned(unsigned, 48)
                .toByteArray());

        assertThat(reader.u8()).isEqualTo(u8);
        assertThat(reader.u16()).isEqualTo(u16);
        assertThat(reader.u32()).isEqualTo(u32);
        assertThat(reader.i64()).isEqualTo(i64);
        assertThat(reader.f64()).isEqualTo(f64);
        assertThat(reader.sized(50)).isEqualTo(sized);
        assertThat(reader.text(5)).isEqualTo("ab" + u8);
        assertThat(reader.signed(48)).isEqualTo(signed);
        assertThat(reader.unsigned(48)).isEqualTo(unsigned);
        reader.end();
    }

    @Test
    void refusesLeftoverAndMissingBytes() throws DecodeException {
        CanonicalReader reader = new CanonicalReader(new byte[] {1, 2, 3});
        reader.u16();

        assertThatThrownBy(reader::end)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("1 bytes are left over");
        assertThatThrownBy(reader::u16).hasMessage("Expected 2 bytes but 1 are left");
        assertThat(reader.remaining()).isOne();
    }

    @Test
    void refusesLengthsOverTheLimitBeforeReading() {
        byte[] huge = new CanonicalWriter().u32(0xFFFFFFFFL).toByteArray();

        assertThatThrownBy(() -> new CanonicalReader(huge).sized(1000))
                .hasMessage("Length 4294967295 exceeds the limit 1000");
        assertThatThrownBy(() -> new CanonicalReader(huge).count(7)).hasMessageContaining("exceeds the limit 7");
        assertThatThrownBy(() -> new CanonicalReader(huge).sized(Integer.MAX_VALUE))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new CanonicalReader(new byte[] {0, 3, 'a', 'b', 'c'}).text(2))
                .hasMessageContaining("exceeds the limit 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "000000020001", "00000002ffff", "0000000300ff00ff", "00000003ffff80"})
    void refusesSignedNumbersThatAreEmptyOrLongerThanNeeded(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> {
                    CanonicalReader reader = new CanonicalReader(bytes);
                    reader.signed(10);
                    reader.end();
                })
                .isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001ff", "0002c080", "0003eda080", "0001c3", "0004f4908080"})
    void refusesTextThatIsNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> new CanonicalReader(bytes).text(10)).hasMessageContaining("is not UTF-8");
    }

    @Test
    void refusesNaNBothWays() {
        byte[] nan = new CanonicalWriter().i64(0x7ff8000000000001L).toByteArray();

        assertThatThrownBy(() -> new CanonicalReader(nan).f64()).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new CanonicalWriter().f64(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWriteWhatDoesNotFit() {
        CanonicalWriter writer = new CanonicalWriter();

        assertThatThrownBy(() -> writer.u8(256)).hasMessage("256 does not fit 1 unsigned bytes");
        assertThatThrownBy(() -> writer.u16(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.u32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.unsigned(BigInteger.valueOf(256), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.unsigned(BigInteger.valueOf(-1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.text("\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.text("x".repeat(65536))).isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.toByteArray()).isEmpty();
    }

    @Test
    void readerKeepsItsOwnCopy() throws DecodeException {
        byte[] bytes = {1};
        CanonicalReader reader = new CanonicalReader(bytes);
        bytes[0] = 2;
        assertThat(reader.u8()).isOne();
    }
}
