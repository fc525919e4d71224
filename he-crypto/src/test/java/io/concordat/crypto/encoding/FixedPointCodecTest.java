package io.concordat.crypto.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.testing.RandomCases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointCodecTest {
    @RandomCases(300)
    void encodesAsExactDecimalArithmeticDoes(SplittableRandom random) {
        int fractionBits = random.nextInt(0, 80);
        double x = Math.scalb(random.nextDouble(-2, 2), random.nextInt(-120, 120));

        assertThat(new FixedPointCodec(fractionBits).encode(x)).isEqualTo(exact(x, fractionBits));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                0.5,
                1.5,
                2.5,
                -0.5,
                -1.5,
                -2.5,
                0.49999999999999994,
                Double.MIN_VALUE,
                -Double.MIN_NORMAL,
                Double.MAX_VALUE,
                9007199254740994.0,
                1e-300
            })
    void tiesGoToEvenAndNothingIsTooSmallOrTooLarge(double x) {
        for (int fractionBits : new int[] {0, 1, 24, 512}) {
            assertThat(new FixedPointCodec(fractionBits).encode(x)).isEqualTo(exact(x, fractionBits));
        }
    }

    @RandomCases(100)
    void decodingAnEncodedNumberMovesItByHalfAUnitAtMost(SplittableRandom random) {
        FixedPointCodec codec = new FixedPointCodec(24);
        double x = random.nextDouble(-1e6, 1e6);

        assertThat(codec.decode(codec.encode(x))).isBetween(x - 0x1p-25, x + 0x1p-25);
        BigInteger v = BigInteger.valueOf(random.nextLong(-1L << 52, 1L << 52));
        assertThat(codec.encode(codec.decode(v))).isEqualTo(v);
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        FixedPointCodec codec = new FixedPointCodec(24);
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> codec.encode(x)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new FixedPointCodec(-1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new FixedPointCodec(513)).hasMessageContaining("found 513");
    }

    private static BigInteger exact(double x, int fractionBits) {
        return new BigDecimal(x)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }
}
