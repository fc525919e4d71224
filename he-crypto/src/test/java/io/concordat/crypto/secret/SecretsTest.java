package io.concordat.crypto.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final SecretAccess ACCESS = SecretAccess.insecure();

    @Test
    void integersOpenWithTheTokenAndPrintTheirSizeOnly() {
        SecretBigInteger secret = SecretBigInteger.of(BigInteger.valueOf(-123456789));

        assertThat(secret.value(ACCESS)).isEqualTo(-123456789);
        assertThat(secret).hasToString("SecretBigInteger(27 bits)");
    }

    @Test
    void integersCompareByValueAcrossSignsAndSizes() {
        for (long a : new long[] {0, 1, -1, 127, 128, -128, -129, 255, 256, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (long b : new long[] {0, 1, -1, 127, 128, -128, -129, 255, 256, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThat(SecretBigInteger.of(BigInteger.valueOf(a))
                                .isEqualTo(SecretBigInteger.of(BigInteger.valueOf(b))))
                        .isEqualTo(a == b);
            }
        }
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] mine = {1, 2, 3};
        SecretBytes secret = SecretBytes.copyOf(mine);
        mine[0] = 9;
        secret.bytes(ACCESS)[1] = 9;

        assertThat(secret.bytes(ACCESS)).containsExactly(1, 2, 3);
        assertThat(secret).hasToString("SecretBytes(3 bytes)");
        assertThat(secret.length()).isEqualTo(3);
    }

    @Test
    void erasedBytesDoNotOpenAndEqualNothing() {
        SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2});
        SecretBytes same = SecretBytes.copyOf(new byte[] {1, 2});
        assertThat(secret.isEqualTo(same)).isTrue();
        assertThat(secret.isEqualTo(SecretBytes.copyOf(new byte[] {1, 3}))).isFalse();

        secret.erase();

        assertThat(secret.isErased()).isTrue();
        assertThat(secret.isEqualTo(same)).isFalse();
        assertThat(same.isEqualTo(secret)).isFalse();
        assertThatThrownBy(() -> secret.bytes(ACCESS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("erased");
    }
}
