package io.concordat.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CiphertextCheckTest {
    private static final RandomSource RANDOM = SeededRandomSource.labelled("ciphertext check");
    private static final BigInteger P = Primes.blumPrime(128, RANDOM);
    private static final BigInteger Q = Primes.blumPrime(128, RANDOM);
    private static final PaillierPublicKey KEY = new PaillierPublicKey(P.multiply(Q));

    static Stream<Arguments> invalid() {
        BigInteger n = KEY.n();
        return Stream.of(
                Arguments.of("one", BigInteger.ONE),
                Arguments.of("n", n),
                Arguments.of("n^2", n.pow(2)),
                Arguments.of("above n^2", n.pow(2).add(BigInteger.TWO)),
                Arguments.of("multiple of p", P.multiply(BigInteger.valueOf(77))),
                Arguments.of("multiple of q", Q.multiply(P).subtract(Q)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void refusesInvalidCiphertextsAloneAndInABatch(String name, BigInteger value) {
        Ciphertext bad = new Ciphertext(value);
        assertThatThrownBy(() -> KEY.check(bad))
                .isInstanceOf(DecodeException.class)
                .hasMessageNotContaining(P.toString());

        for (int position = 0; position < 4; position++) {
            List<Ciphertext> batch = new ArrayList<>(valid(4));
            batch.set(position, bad);
            InvalidCiphertextException thrown =
                    catchThrowableOfType(InvalidCiphertextException.class, () -> KEY.checkAll(batch));
            assertThat(thrown.index()).isEqualTo(position);
            assertThat(thrown.getMessage()).startsWith("Ciphertext " + position + " is invalid: ");
        }
    }

    @Test
    void namesTheFirstOfSeveralBadOnes() {
        List<Ciphertext> batch = new ArrayList<>(valid(6));
        batch.set(4, new Ciphertext(P));
        batch.set(2, new Ciphertext(Q));

        assertThat(catchThrowableOfType(InvalidCiphertextException.class, () -> KEY.checkAll(batch))
                        .index())
                .isEqualTo(2);
    }

    @Test
    void acceptsValidBatchesOfAnySize() throws InvalidCiphertextException, DecodeException {
        KEY.checkAll(List.of());
        KEY.checkAll(valid(9));
        KEY.check(valid(1).getFirst());
        KEY.check(new Ciphertext(KEY.nSquared().subtract(BigInteger.ONE)));
    }

    @Test
    void decodesExactlyItsFixedLength() throws DecodeException {
        Ciphertext ciphertext = valid(1).getFirst();
        byte[] encoded = KEY.encodeCiphertext(ciphertext);

        assertThat(encoded).hasSize(64).hasSize(KEY.ciphertextBytes());
        assertThat(KEY.decodeCiphertext(encoded)).isEqualTo(ciphertext);
        assertThatThrownBy(() -> KEY.decodeCiphertext(Arrays.copyOf(encoded, 63)))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> KEY.decodeCiphertext(Arrays.copyOf(encoded, 65)))
                .hasMessageContaining("left over");
        assertThatThrownBy(() -> KEY.decodeCiphertext(new byte[64])).hasMessageContaining("zero");
        assertThatThrownBy(() -> KEY.decodeCiphertext(CanonicalWriter.unsignedBytes(KEY.nSquared(), 64)))
                .hasMessageContaining("not below n^2");
        assertThatThrownBy(() -> KEY.decodeCiphertext(CanonicalWriter.unsignedBytes(P, 64)))
                .hasMessageContaining("not a unit");
    }

    @Test
    void everyFlippedBitGivesAnotherCiphertextOrNone() {
        byte[] encoded = KEY.encodeCiphertext(valid(1).getFirst());
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(KEY.encodeCiphertext(KEY.decodeCiphertext(flipped)))
                        .isEqualTo(flipped)
                        .isNotEqualTo(encoded);
            } catch (DecodeException e) {
                assertThat(e).hasMessageContaining("not below n^2");
            }
        }
    }

    private static List<Ciphertext> valid(int count) {
        PaillierEncryptor encryptor = PaillierEncryptor.of(KEY);
        return Stream.generate(() -> encryptor.encrypt(Plaintext.of(5), encryptor.drawNonce(RANDOM)))
                .limit(count)
                .toList();
    }
}
