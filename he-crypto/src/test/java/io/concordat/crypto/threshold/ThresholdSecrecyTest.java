package io.concordat.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.internal.IntegerInterpolation;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.ShareSamples;
import io.concordat.crypto.testing.TestDealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** threshold − 1 shares are useless: they do not open, and what they see can be computed from the plaintext. */
class ThresholdSecrecyTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("secrecy");

    @ParameterizedTest
    @CsvSource({"3, 2", "3, 3", "5, 4", "8, 7"})
    void partialDecryptionsOfTheOthersAreSimulatedFromOneShareTooFew(int members, int threshold) {
        DealtKey dealt = TestDealer.deal(256, members, threshold);
        ThresholdPublicKey key = dealt.key();
        PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
        BigInteger m = random.below(key.paillier().largestPlaintext());
        Ciphertext c = encryptor.encrypt(new Plaintext(m), encryptor.drawNonce(random));

        for (int j = threshold; j <= members; j++) {
            BigInteger real = PartialDecryptor.of(key, dealt.share(j))
                    .decrypt(List.of(c), random)
                    .getFirst()
                    .value();
            assertThat(simulated(dealt, c, m, j)).isEqualTo(real);
        }
    }

    /** c_j = (1 + m n)^(2 Δ^4 λ_0) Π_{i<T} c^(2 λ_i s_i), λ the integer Lagrange coefficients of 0, 1, …, T − 1 at j. */
    private static BigInteger simulated(DealtKey dealt, Ciphertext c, BigInteger m, int j) {
        ThresholdPublicKey key = dealt.key();
        BigInteger n = key.paillier().n();
        BigInteger delta = key.parameters().delta();
        ModularArithmetic ring = ModularArithmetic.modulo(key.paillier().nSquared());
        List<Integer> points =
                IntStream.range(0, key.parameters().threshold()).boxed().toList();
        List<BigInteger> lambda = IntegerInterpolation.coefficients(delta, points, j);
        BigInteger known = ring.power(
                m.multiply(n).add(BigInteger.ONE),
                delta.pow(4).multiply(lambda.getFirst()).shiftLeft(1));
        for (int i = 1; i < points.size(); i++) {
            BigInteger s = dealt.share(i).share().value(SecretAccess.insecure());
            known = ring.multiply(
                    known, ring.power(c.value(), lambda.get(i).multiply(s).shiftLeft(1)));
        }
        return known;
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "5, 4", "8, 7"})
    void oneMemberTooFewDoesNotOpen(int members, int threshold) {
        DealtKey dealt = TestDealer.deal(256, members, threshold);
        ThresholdPublicKey key = dealt.key();
        PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
        Plaintext m = Plaintext.of(4711);
        Ciphertext c = encryptor.encrypt(m, encryptor.drawNonce(random));

        for (List<Integer> subset : Subsets.of(members, threshold - 1)) {
            List<List<PartialDecryption>> partials = new ArrayList<>();
            for (int index : subset) {
                partials.add(PartialDecryptor.of(key, dealt.share(index)).decrypt(List.of(c), random));
            }
            assertThat(opens(key, partials, m)).isFalse();
            assertThat(opens(pretending(key, threshold - 1), partials, m)).isFalse();
        }
    }

    @Test
    void distributionOfAShareDoesNotDependOnTheExponent() {
        // Two exponents d of two different keys; the same share index of many dealings.
        ThresholdParameters parameters = new ThresholdParameters(3, 3);
        DealtKey one = TestDealer.deal(128, 3, 3, "distribution one");
        DealtKey two = TestDealer.deal(128, 3, 3, "distribution two");
        BigInteger n = one.key().paillier().n();
        for (int index = 1; index <= 2; index++) {
            ShareSamples a = ShareSamples.deal(one.exponent(), n, parameters, index, random);
            ShareSamples b = ShareSamples.deal(two.exponent(), n, parameters, index, random);
            for (int modulus : new int[] {5, 7, 11, 13, 16}) {
                assertThat(a.chiSquaredOfResidues(b, modulus)).isLessThan(ShareSamples.critical(modulus));
            }
            assertThat(a.chiSquaredOfTopBits(b)).isLessThan(ShareSamples.critical(16));
        }
    }

    @Test
    void distributionTestSeesASharingWithoutRandomness() {
        // The same statistics must reject when the coefficients are too small to hide the exponent.
        BigInteger d = TestDealer.deal(128, 3, 3, "distribution one").exponent();
        ShareSamples hidden = ShareSamples.weak(d, random);
        ShareSamples other = ShareSamples.weak(d.shiftRight(1), random);

        assertThat(hidden.chiSquaredOfTopBits(other)).isGreaterThan(ShareSamples.critical(16));
    }

    private static boolean opens(ThresholdPublicKey key, List<List<PartialDecryption>> partials, Plaintext expected) {
        try {
            return Combiner.combine(key, partials).getFirst().equals(expected);
        } catch (CombinationException e) {
            return false;
        }
    }

    /** The same key with a lower threshold, as too few members would have to pretend. */
    private static ThresholdPublicKey pretending(ThresholdPublicKey key, int threshold) {
        int members = key.parameters().members();
        if (2 * threshold <= members) {
            throw new IllegalArgumentException("choose sizes where one less is still a majority");
        }
        return new ThresholdPublicKey(
                key.epochType(),
                key.paillier(),
                new ThresholdParameters(members, threshold),
                key.v(),
                key.verificationKeys(),
                key.combinationFactor(),
                key.ceremonyId(),
                key.transcriptHash());
    }
}
