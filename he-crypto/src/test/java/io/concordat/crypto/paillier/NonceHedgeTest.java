package io.concordat.crypto.paillier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine cloned with its generator must not repeat a nonce for another input. */
class NonceHedgeTest {
    private static final PaillierEncryptor ENCRYPTOR =
            PaillierEncryptor.of(PaillierPrivateKey.generate(256, SeededRandomSource.labelled("hedge"))
                    .publicKey());
    private static final byte[] SECRET = "a secret of this node only".getBytes(UTF_8);

    /** The broken generator of a cloned machine. */
    private static final RandomSource STUCK = out -> {};

    @Test
    void stuckGeneratorStillGivesOneNoncePerAttemptPositionAndPlaintext() {
        NonceHedge hedge = NonceHedge.of(SecretBytes.copyOf(SECRET), new byte[] {1});
        NonceHedge otherAttempt = NonceHedge.of(SecretBytes.copyOf(SECRET), new byte[] {2});

        BigInteger rho = draw(hedge, 0, 5);
        List<BigInteger> others = List.of(draw(otherAttempt, 0, 5), draw(hedge, 1, 5), draw(hedge, 0, 6));

        assertThat(draw(hedge, 0, 5)).isEqualTo(rho);
        assertThat(others).doesNotHaveDuplicates().doesNotContain(rho);
    }

    @Test
    void nonceDependsOnTheNodeSecretAndOnTheGenerator() {
        byte[] another = SECRET.clone();
        another[0] ^= 1;
        NonceHedge hedge = NonceHedge.of(SecretBytes.copyOf(SECRET), new byte[] {1});

        assertThat(draw(NonceHedge.of(SecretBytes.copyOf(another), new byte[] {1}), 0, 5))
                .isNotEqualTo(draw(hedge, 0, 5));
        assertThat(ENCRYPTOR
                        .drawNonce(SeededRandomSource.labelled("alive"), hedge, 0, Plaintext.of(5))
                        .take())
                .isNotEqualTo(draw(hedge, 0, 5));
    }

    @Test
    void nonceHasItsFullSizeAndNoMore() {
        NonceHedge hedge = NonceHedge.of(SecretBytes.copyOf(SECRET), new byte[] {1});
        for (int index = 0; index < 50; index++) {
            assertThat(draw(hedge, index, 0).bitLength()).isBetween(100, ENCRYPTOR.nonceBits());
        }
    }

    @Test
    void refusesShortNodeSecrets() {
        assertThatThrownBy(() -> NonceHedge.of(SecretBytes.copyOf(new byte[15]), new byte[0]))
                .hasMessageContaining("found 15");
    }

    private static BigInteger draw(NonceHedge hedge, int index, long plaintext) {
        return ENCRYPTOR.drawNonce(STUCK, hedge, index, Plaintext.of(plaintext)).take();
    }
}
