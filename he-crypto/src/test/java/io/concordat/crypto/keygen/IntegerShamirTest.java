package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerShamirTest {

    private final SeededRandomSource random = SeededRandomSource.labelled("integer-shamir");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 123456789, -1000000000})
    void reconstructsDeltaTimesThePositiveOrNegativeSecret(long secret) {
        IntegerShamir sharing = IntegerShamir.of(7);
        BigInteger bound = BigInteger.valueOf(1000000000);
        List<BigInteger> shares = sharing.share(BigInteger.valueOf(secret), bound, 3, random);

        assertThat(atZero(shares, 4)).isEqualTo(sharing.delta().multiply(BigInteger.valueOf(secret)));
        assertThat(shares).allSatisfy(s -> assertThat(s.abs()).isLessThanOrEqualTo(sharing.shareBound(bound, 3)));
    }

    @Test
    void refusesASecretBeyondThePublicBound() {
        assertThatThrownBy(() -> IntegerShamir.of(3).share(BigInteger.valueOf(-9), BigInteger.valueOf(8), 1, random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("9");
    }

    /** The value at 0 of the polynomial through (1, shares[0]), ..., which must be an integer. */
    static BigInteger atZero(List<BigInteger> shares, int points) {
        BigInteger numerator = BigInteger.ZERO;
        BigInteger common = BigInteger.ONE;
        for (int i = 1; i <= points; i++) {
            BigInteger top = shares.get(i - 1);
            BigInteger bottom = BigInteger.ONE;
            for (int j = 1; j <= points; j++) {
                if (j != i) {
                    top = top.multiply(BigInteger.valueOf(-j));
                    bottom = bottom.multiply(BigInteger.valueOf(i - j));
                }
            }
            numerator = numerator.multiply(bottom).add(top.multiply(common));
            common = common.multiply(bottom);
        }
        assertThat(numerator.mod(common.abs())).isZero();
        return numerator.divide(common);
    }
}
