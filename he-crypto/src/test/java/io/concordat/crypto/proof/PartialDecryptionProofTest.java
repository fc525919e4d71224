package io.concordat.crypto.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDecryptionProofTest {
    private static final byte[] ROOT = "root of a transcript".getBytes(UTF_8);

    private final SeededRandomSource random = SeededRandomSource.labelled("partial decryption proof");
    private final DealtKey dealt = TestDealer.deal(256, 3, 2);
    private final ThresholdPublicKey key = dealt.key();
    private final PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
    private final BigInteger nSquared = key.paillier().nSquared();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void honestMembersProveBatchesOfAnySize(int count) {
        List<Ciphertext> ciphertexts = encrypt(count);
        for (KeyShare share : dealt.shares()) {
            PartialDecryptionStatement statement = statement(share.index(), ciphertexts, partials(share, ciphertexts));
            assertThat(prove(statement).verify(statement)).isTrue();
        }
    }

    @Test
    void shiftedPartialOpensWronglyWithoutAnErrorAndOnlyTheProofTells() throws CombinationException {
        List<Ciphertext> ciphertexts = encrypt(1);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        BigInteger shift = key.paillier().n().multiply(BigInteger.valueOf(5)).add(BigInteger.ONE);
        List<PartialDecryption> shifted =
                replaced(honest, 0, honest.getFirst().value().multiply(shift).mod(nSquared));
        List<PartialDecryption> second = partials(dealt.share(2), ciphertexts);

        List<Plaintext> right = Combiner.combine(key, List.of(honest, second));
        assertThat(Combiner.combine(key, List.of(shifted, second))).isNotEqualTo(right);

        PartialDecryptionStatement lie = statement(1, ciphertexts, shifted);
        assertThat(prove(statement(1, ciphertexts, honest)).verify(lie)).isFalse();
        assertThat(prove(lie).verify(lie)).isFalse();
    }

    @Test
    void oneWrongPartialInABatchIsCaughtWhateverItIs() {
        List<Ciphertext> ciphertexts = encrypt(4);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        List<BigInteger> wrong = List.of(
                random.unit(nSquared),
                honest.get(1).value(),
                partials(dealt.share(2), ciphertexts).get(2).value(),
                partials(dealt.share(1), encrypt(1)).getFirst().value(),
                ciphertexts.get(2).value());
        for (BigInteger value : wrong) {
            PartialDecryptionStatement lie = statement(1, ciphertexts, replaced(honest, 2, value));
            assertThat(prove(lie).verify(lie)).isFalse();
        }
    }

    @Test
    void errorsThatCancelInAPlainProductAreCaughtByTheWeights() {
        List<Ciphertext> ciphertexts = encrypt(2);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        BigInteger error = random.unit(nSquared);
        List<PartialDecryption> cancelling = List.of(
                new PartialDecryption(1, honest.get(0).value().multiply(error).mod(nSquared)),
                new PartialDecryption(
                        1,
                        honest.get(1)
                                .value()
                                .multiply(error.modInverse(nSquared))
                                .mod(nSquared)));

        PartialDecryptionStatement lie = statement(1, ciphertexts, cancelling);
        assertThat(prove(lie).verify(lie)).isFalse();
        PartialDecryptionStatement swapped = statement(1, ciphertexts, honest.reversed());
        assertThat(prove(swapped).verify(swapped)).isFalse();
    }

    @Test
    void negatedPartialIsHarmlessSinceEverythingIsSquared() throws CombinationException {
        List<Ciphertext> ciphertexts = encrypt(1);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        List<PartialDecryption> negated =
                replaced(honest, 0, nSquared.subtract(honest.getFirst().value()));
        List<PartialDecryption> second = partials(dealt.share(2), ciphertexts);

        PartialDecryptionStatement statement = statement(1, ciphertexts, negated);
        assertThat(prove(statement).verify(statement)).isTrue();
        assertThat(Combiner.combine(key, List.of(negated, second)))
                .isEqualTo(Combiner.combine(key, List.of(honest, second)));
        // And a proof for one sign is not a proof for the other.
        assertThat(prove(statement(1, ciphertexts, honest)).verify(statement)).isFalse();
    }

    @Test
    void proofIsBoundToEveryFieldOfItsStatement() {
        List<Ciphertext> ciphertexts = encrypt(2);
        List<PartialDecryption> partials = partials(dealt.share(1), ciphertexts);
        PartialDecryptionProof proof = prove(statement(1, ciphertexts, partials));
        byte[] otherRoot = ROOT.clone();
        otherRoot[0] ^= 1;
        ThresholdPublicKey otherEpoch = new ThresholdPublicKey(
                EpochType.PROVEN,
                key.paillier(),
                key.parameters(),
                key.v(),
                key.verificationKeys(),
                key.combinationFactor(),
                key.ceremonyId(),
                key.transcriptHash());
        ThresholdPublicKey otherKey = TestDealer.deal(256, 3, 2, "another").key();
        List<PartialDecryption> asSecond =
                partials.stream().map(p -> new PartialDecryption(2, p.value())).toList();

        assertThat(proof.verify(new PartialDecryptionStatement(key, 1, otherRoot, ciphertexts, partials)))
                .isFalse();
        assertThat(proof.verify(new PartialDecryptionStatement(otherEpoch, 1, ROOT, ciphertexts, partials)))
                .isFalse();
        assertThat(proof.verify(new PartialDecryptionStatement(otherKey, 1, ROOT, ciphertexts, partials)))
                .isFalse();
        assertThat(proof.verify(statement(2, ciphertexts, asSecond))).isFalse();
        assertThat(proof.verify(statement(2, ciphertexts, partials))).isFalse();
        assertThat(proof.verify(statement(1, ciphertexts.reversed(), partials.reversed())))
                .isFalse();
        assertThat(proof.verify(statement(1, ciphertexts.subList(0, 1), partials.subList(0, 1))))
                .isFalse();
        assertThat(proof.verify(statement(1, encrypt(2), partials))).isFalse();
    }

    @Test
    void everyFlippedBitOfTheEncodingFails() throws DecodeException {
        List<Ciphertext> ciphertexts = encrypt(1);
        PartialDecryptionStatement statement = statement(1, ciphertexts, partials(dealt.share(1), ciphertexts));
        PartialDecryptionProof proof = prove(statement);
        byte[] encoded = proof.encode(key);

        assertThat(encoded).hasSize(PartialDecryptionProof.encodedBytes(key));
        assertThat(PartialDecryptionProof.decode(encoded, key)).isEqualTo(proof);
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(PartialDecryptionProof.decode(flipped, key).verify(statement))
                    .isFalse();
        }
        assertThatThrownBy(() -> PartialDecryptionProof.decode(Arrays.copyOf(encoded, encoded.length - 1), key))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> PartialDecryptionProof.decode(Arrays.copyOf(encoded, encoded.length + 1), key))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void everyFlippedBitOfAPartialDecryptionFails() throws DecodeException {
        List<Ciphertext> ciphertexts = encrypt(1);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        PartialDecryptionProof proof = prove(statement(1, ciphertexts, honest));
        byte[] encoded = honest.getFirst().encode(key.paillier());
        assertThat(PartialDecryption.decode(encoded, key.paillier())).isEqualTo(honest.getFirst());
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            PartialDecryption other;
            try {
                other = PartialDecryption.decode(flipped, key.paillier());
            } catch (DecodeException e) {
                continue;
            }
            assertThat(proof.verify(statement(1, ciphertexts, List.of(other)))).isFalse();
        }
    }

    @Test
    void malformedValuesFailInsteadOfThrowing() {
        List<Ciphertext> ciphertexts = encrypt(1);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        PartialDecryptionProof proof = prove(statement(1, ciphertexts, honest));
        BigInteger value = honest.getFirst().value();
        for (BigInteger bad :
                List.of(nSquared, value.add(nSquared), key.paillier().n(), nSquared.shiftLeft(1))) {
            assertThat(proof.verify(statement(1, ciphertexts, replaced(honest, 0, bad))))
                    .isFalse();
            assertThat(proof.verify(statement(1, List.of(new Ciphertext(bad)), honest)))
                    .isFalse();
        }
        assertThatThrownBy(() -> PartialDecryption.decode(new byte[65], key.paillier()))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new PartialDecryption(1, BigInteger.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void responsesThatAreNegativeOrTooLongAreRefused() {
        List<Ciphertext> ciphertexts = encrypt(1);
        PartialDecryptionStatement statement = statement(1, ciphertexts, partials(dealt.share(1), ciphertexts));
        PartialDecryptionProof proof = prove(statement);
        // z + ord-multiples verify algebraically; λ(n^2) divides n φ(n), so only the length check can refuse this one.
        BigInteger order = key.paillier().n().multiply(dealt.exponent());
        BigInteger longer = proof.response().add(order.shiftLeft(key.shareBits() + 300 - order.bitLength()));

        assertThat(new PartialDecryptionProof(proof.challenge(), longer).verify(statement))
                .isFalse();
        BigInteger fitting = proof.response().add(order);
        assertThat(new PartialDecryptionProof(proof.challenge(), fitting).verify(statement))
                .isTrue();
        assertThatThrownBy(() -> new PartialDecryptionProof(
                        proof.challenge(), proof.response().negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PartialDecryptionProof(BigInteger.ONE.shiftLeft(128), proof.response()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void proverWithAnotherShareFails() {
        List<Ciphertext> ciphertexts = encrypt(1);
        KeyShare invented = new KeyShare(1, SecretBigInteger.of(random.bits(700)));
        PartialDecryptionStatement statement = statement(1, ciphertexts, partials(invented, ciphertexts));

        assertThat(PartialDecryptionProof.prove(statement, invented, random).verify(statement))
                .isFalse();
        assertThatThrownBy(() -> PartialDecryptionProof.prove(statement, dealt.share(2), random))
                .hasMessage("Expected share 1 but found share 2");
    }

    @Test
    void statementsNeedAMemberAndAsManyPartialsAsCiphertexts() {
        List<Ciphertext> ciphertexts = encrypt(2);
        List<PartialDecryption> partials = partials(dealt.share(1), ciphertexts);

        assertThatThrownBy(() -> statement(4, ciphertexts, partials)).hasMessageContaining("found 4");
        assertThatThrownBy(() -> statement(1, ciphertexts, partials.subList(0, 1)))
                .hasMessageContaining("found 1 for 2");
        assertThatThrownBy(() -> statement(1, List.of(), List.of())).hasMessageContaining("found 0 for 0");
    }

    private List<Ciphertext> encrypt(int count) {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            ciphertexts.add(encryptor.encrypt(Plaintext.of(100 + k), encryptor.drawNonce(random)));
        }
        return ciphertexts;
    }

    private List<PartialDecryption> partials(KeyShare share, List<Ciphertext> ciphertexts) {
        return PartialDecryptor.of(key, share).decrypt(ciphertexts, random);
    }

    private PartialDecryptionStatement statement(
            int index, List<Ciphertext> ciphertexts, List<PartialDecryption> partials) {
        return new PartialDecryptionStatement(key, index, ROOT, ciphertexts, partials);
    }

    private PartialDecryptionProof prove(PartialDecryptionStatement statement) {
        return PartialDecryptionProof.prove(statement, dealt.share(statement.index()), random);
    }

    private static List<PartialDecryption> replaced(List<PartialDecryption> partials, int position, BigInteger value) {
        List<PartialDecryption> changed = new ArrayList<>(partials);
        changed.set(position, new PartialDecryption(partials.get(position).index(), value));
        return changed;
    }
}
