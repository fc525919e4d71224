package io.concordat.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDecryptionProofTest extends ProvingMember {
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
    void manyProofsAreCheckedAtOnceAndTheBadOnesNamed() {
        List<Ciphertext> ciphertexts = encrypt(3);
        List<PartialDecryptionStatement> statements = new ArrayList<>();
        List<PartialDecryptionProof> proofs = new ArrayList<>();
        for (KeyShare share : dealt.shares()) {
            statements.add(statement(share.index(), ciphertexts, partials(share, ciphertexts)));
            proofs.add(prove(statements.getLast()));
        }
        assertThat(PartialDecryptionProof.verifyAll(statements, proofs)).isEmpty();

        proofs.add(new PartialDecryptionProof(BigInteger.ONE, BigInteger.ONE.shiftLeft(key.shareBits() + 300)));
        statements.add(statements.getFirst());
        proofs.set(1, proofs.getFirst());
        List<PartialDecryption> zeros = partials(dealt.share(3), encrypt(3));
        statements.set(
                2, statement(3, ciphertexts, replaced(zeros, 0, key.paillier().n())));

        assertThat(PartialDecryptionProof.verifyAll(statements, proofs)).containsExactly(1, 2, 3);
        assertThat(PartialDecryptionProof.verifyAll(List.of(), List.of())).isEmpty();
        assertThatThrownBy(() -> PartialDecryptionProof.verifyAll(statements, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
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
    void proverWithAnotherShareFails() {
        List<Ciphertext> ciphertexts = encrypt(1);
        KeyShare invented = new KeyShare(1, SecretBigInteger.of(random.bits(700)));
        PartialDecryptionStatement statement = statement(1, ciphertexts, partials(invented, ciphertexts));

        assertThat(PartialDecryptionProof.prove(statement, invented, random).verify(statement))
                .isFalse();
        assertThatThrownBy(() -> PartialDecryptionProof.prove(statement, dealt.share(2), random))
                .hasMessage("Expected share 1 but found share 2");
    }
}
