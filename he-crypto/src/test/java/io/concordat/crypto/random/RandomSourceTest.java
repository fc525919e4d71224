package io.concordat.crypto.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.testing.RandomCases;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomSourceTest {
    @Test
    void expandsAZeroSeedToTheKnownKeyStreamOfAes256() {
        byte[] out = new byte[32];
        new SeededRandomSource(new byte[32]).nextBytes(out);

        // AES-256 under the zero key, of the blocks 0 and 1, computed with OpenSSL.
        assertThat(HexFormat.of().formatHex(out))
                .isEqualTo("dc95c078a2408989ad48a21492842087530f8afbc74536b9a963b4f1c4cb738b");
    }

    @RandomCases(50)
    void seededBytesDoNotDependOnTheSizesOfTheRequests(SplittableRandom random) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        byte[] whole = new byte[200];
        new SeededRandomSource(seed).nextBytes(whole);

        SeededRandomSource source = new SeededRandomSource(seed);
        byte[] pieces = new byte[200];
        for (int from = 0; from < pieces.length; ) {
            byte[] piece = new byte[Math.min(pieces.length - from, random.nextInt(40))];
            source.nextBytes(piece);
            System.arraycopy(piece, 0, pieces, from, piece.length);
            from += piece.length;
        }
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void refusesSeedsOfAnotherLength() {
        assertThatThrownBy(() -> new SeededRandomSource(new byte[31])).hasMessageContaining("found 31");
    }

    @Test
    void drawsEveryNumberBelowABoundAboutEquallyOften() {
        RandomSource source = SeededRandomSource.labelled("below");
        int[] counts = new int[6];
        for (int k = 0; k < 6000; k++) {
            counts[source.below(BigInteger.valueOf(6)).intValueExact()]++;
        }
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (count - 1000.0) * (count - 1000.0) / 1000.0;
        }
        assertThat(chiSquared).isLessThan(20.5); // 5 degrees of freedom, 0.1 %
    }

    @Test
    void reachesBothEndsOfItsRanges() {
        RandomSource ones = out -> Arrays.fill(out, (byte) 0xFF);
        RandomSource zeros = out -> Arrays.fill(out, (byte) 0);

        assertThat(ones.bits(13)).isEqualTo(BigInteger.valueOf(8191));
        assertThat(zeros.bits(13)).isZero();
        assertThat(ones.bits(0)).isZero();
        assertThat(zeros.below(BigInteger.ONE)).isZero();
        assertThat(ones.below(BigInteger.valueOf(256))).isEqualTo(BigInteger.valueOf(255));
    }

    @Test
    void drawsUnitsOnly() {
        RandomSource source = SeededRandomSource.labelled("unit");
        for (int k = 0; k < 200; k++) {
            BigInteger unit = source.unit(BigInteger.valueOf(15));
            assertThat(unit.gcd(BigInteger.valueOf(15))).isOne();
        }
        assertThatThrownBy(() -> source.unit(BigInteger.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.below(BigInteger.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void drawsFromTheJdkGeneratorItWasGiven() {
        byte[] out = new byte[64];
        RandomSource.of(new SecureRandom()).nextBytes(out);
        assertThat(out).isNotEqualTo(new byte[64]);
    }
}
