package io.concordat.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.internal.IntegerInterpolation;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The algebra after the ceremony: verification keys, partial decryptions, every subset, the shifting cheat. */
class ThresholdVectorsTest {
    private final ThresholdParameters parameters = new ThresholdParameters(3, 2);
    private final SeededRandomSource random = SeededRandomSource.labelled("vectors");
    private Vectors vectors;
    private ThresholdPublicKey key;

    @BeforeEach
    void read() throws IOException {
        vectors = Vectors.read();
        key = new ThresholdPublicKey(
                EpochType.MASKED_SUMS,
                new PaillierPublicKey(vectors.number("N")),
                parameters,
                vectors.number("v"),
                vectors.numbers("verification_keys"),
                vectors.number("kappa_const_4_Delta6"),
                new byte[32],
                new byte[32]);
    }

    @Test
    void constantsAgree() {
        assertThat(parameters.delta()).isEqualTo(vectors.number("Delta"));
        assertThat(parameters.combinationFactor()).isEqualTo(vectors.number("kappa_const_4_Delta6"));
        assertThat(lagrange(1, 2)).isEqualTo(vectors.numbers("lagrange_12"));
        assertThat(lagrange(1, 3)).isEqualTo(vectors.numbers("lagrange_13"));
        assertThat(lagrange(2, 3)).isEqualTo(vectors.numbers("lagrange_23"));
    }

    @Test
    void verificationKeysAgreeAndPassTheDegreeCheck() {
        VerificationKeys keys = VerificationKeys.ofBase(vectors.number("v"), key.paillier(), parameters);

        assertThat(keys.vDelta()).isEqualTo(vectors.number("v_Delta")).isEqualTo(key.vDelta());
        List<BigInteger> computed = vectors.numbers("s").stream()
                .map(s -> keys.verificationKey(SecretBigInteger.of(s)))
                .toList();
        assertThat(computed).isEqualTo(vectors.numbers("verification_keys"));
        assertThat(keys.areOfDegree(computed, new byte[] {1, 2, 3})).isTrue();
    }

    @Test
    void partialDecryptionsAgreeWithAndWithoutUsedBlinding() {
        Ciphertext sum = new Ciphertext(vectors.number("c_sum"));
        for (int index = 1; index <= 3; index++) {
            BigInteger expected = vectors.numbers("partials").get(index - 1);
            PartialDecryptor decryptor = PartialDecryptor.of(key, share(index));
            assertThat(decryptor.decrypt(List.of(sum, sum, sum), random))
                    .extracting(PartialDecryption::value)
                    .containsExactly(expected, expected, expected);
        }
    }

    @Test
    void everyPairOpensTheSum() throws CombinationException {
        for (List<Integer> pair : Subsets.of(3, 2)) {
            assertThat(open(pair, vectors.numbers("partials"))).isEqualTo(vectors.number("plaintext_sum"));
        }
    }

    @Test
    void shiftedPartialOpensToTheShiftedValueWithoutAnError() throws CombinationException {
        BigInteger n = key.paillier().n();
        BigInteger shift = vectors.number("attack_shift", "x").multiply(n).add(BigInteger.ONE);
        List<BigInteger> partials = new ArrayList<>(vectors.numbers("partials"));
        partials.set(0, partials.getFirst().multiply(shift).mod(key.paillier().nSquared()));

        assertThat(partials.getFirst()).isEqualTo(vectors.number("attack_shift", "bad_partial_1"));
        assertThat(open(List.of(1, 2), partials).mod(n)).isEqualTo(vectors.number("attack_shift", "decodes_to"));
    }

    private BigInteger open(List<Integer> indices, List<BigInteger> partials) throws CombinationException {
        List<List<PartialDecryption>> lists = indices.stream()
                .map(i -> List.of(new PartialDecryption(i, partials.get(i - 1))))
                .toList();
        return Combiner.combine(key, lists).getFirst().signedValue();
    }

    private List<BigInteger> lagrange(int... points) {
        return IntegerInterpolation.coefficients(
                parameters.delta(), Arrays.stream(points).boxed().toList(), 0);
    }

    private KeyShare share(int index) {
        return new KeyShare(index, SecretBigInteger.of(vectors.numbers("s").get(index - 1)));
    }
}
