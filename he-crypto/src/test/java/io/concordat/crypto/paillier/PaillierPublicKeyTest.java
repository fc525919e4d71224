package io.concordat.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaillierPublicKeyTest {
    private static final RandomSource RANDOM = SeededRandomSource.labelled("public key");
    private static final BigInteger P = Primes.blumPrime(128, RANDOM);

    static Stream<Arguments> weakModuli() {
        BigInteger near = P.nextProbablePrime();
        return Stream.of(
                Arguments.of("prime", Primes.blumPrime(256, RANDOM), "prime"),
                Arguments.of("square", P.pow(2), "close together"),
                Arguments.of("cube", Primes.blumPrime(60, RANDOM).pow(3), "perfect power of exponent 3"),
                Arguments.of("fifth power", Primes.blumPrime(40, RANDOM).pow(5), "perfect power of exponent 5"),
                Arguments.of("small factor", P.multiply(BigInteger.valueOf(16381)), "factor below 16384"),
                Arguments.of("close factors", P.multiply(near), "close together"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weakModuli")
    void refusesToReadWeakModuli(String name, BigInteger n, String reason) {
        assertThatThrownBy(() -> PaillierPublicKey.decode(encoded(n.bitLength(), n)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void readsBackWhatItWrote() throws DecodeException {
        PaillierPublicKey key = PaillierPrivateKey.generate(256, RANDOM).publicKey();
        byte[] bytes = key.encode();

        assertThat(PaillierPublicKey.decode(bytes)).isEqualTo(key);
        assertThat(key.bits()).isEqualTo(256);
        assertThatThrownBy(() -> PaillierPublicKey.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> PaillierPublicKey.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void refusesSizesThatDoNotAgreeWithTheNumber() {
        BigInteger n = PaillierPrivateKey.generate(256, RANDOM).publicKey().n();

        assertThatThrownBy(() -> PaillierPublicKey.decode(encoded(255, n))).hasMessageContaining("exactly 255 bits");
        assertThatThrownBy(() -> PaillierPublicKey.decode(encoded(256, n.clearBit(0))))
                .hasMessageContaining("odd");
        assertThatThrownBy(() -> PaillierPublicKey.decode(encoded(8200, BigInteger.ONE)))
                .hasMessageContaining("exceeds the limit 8192");
        assertThatThrownBy(() -> PaillierPublicKey.decode(encoded(127, BigInteger.ONE)))
                .hasMessageContaining("at least 128");
        assertThatThrownBy(() -> new PaillierPublicKey(BigInteger.valueOf(35))).hasMessageContaining("found one of 6");
        assertThatThrownBy(() -> new PaillierPublicKey(n.negate())).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] encoded(int bits, BigInteger n) {
        return new CanonicalWriter()
                .u32(bits)
                .unsigned(n, Math.ceilDiv(bits, 8))
                .toByteArray();
    }
}
