package io.concordat.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationKeyProofTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("verification key proof");
    private final DealtKey dealt = TestDealer.deal(256, 5, 3);
    private final ThresholdPublicKey key = dealt.key();

    @Test
    void memberProvesItsOwnKeyAndNoOther() {
        for (KeyShare share : dealt.shares()) {
            VerificationKeyProof proof = VerificationKeyProof.prove(statement(share.index()), share, random);
            for (int other = 1; other <= 5; other++) {
                assertThat(proof.verify(statement(other))).isEqualTo(other == share.index());
            }
        }
    }

    @Test
    void proofIsBoundToCeremonyParametersAndIndex() {
        VerificationKeyProof proof = VerificationKeyProof.prove(statement(2), dealt.share(2), random);
        BigInteger vk = key.verificationKey(2);
        PaillierPublicKey paillier = key.paillier();
        byte[] otherCeremony = key.ceremonyId();
        otherCeremony[31] ^= 1;

        assertThat(proof.verify(new VerificationKeyStatement(paillier, key.parameters(), 2, vk, otherCeremony)))
                .isFalse();
        assertThat(proof.verify(
                        new VerificationKeyStatement(paillier, new ThresholdParameters(5, 4), 2, vk, key.ceremonyId())))
                .isFalse();
        assertThat(proof.verify(new VerificationKeyStatement(paillier, key.parameters(), 3, vk, key.ceremonyId())))
                .isFalse();
        PaillierPublicKey other = TestDealer.deal(256, 5, 3, "another").key().paillier();
        assertThat(proof.verify(new VerificationKeyStatement(other, key.parameters(), 2, vk, key.ceremonyId())))
                .isFalse();
    }

    @Test
    void everyFlippedBitFails() throws DecodeException {
        VerificationKeyStatement statement = statement(1);
        VerificationKeyProof proof = VerificationKeyProof.prove(statement, dealt.share(1), random);
        byte[] encoded = proof.encode(key.paillier(), key.parameters());

        assertThat(VerificationKeyProof.decode(encoded, key.paillier(), key.parameters()))
                .isEqualTo(proof);
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(VerificationKeyProof.decode(flipped, key.paillier(), key.parameters())
                            .verify(statement))
                    .isFalse();
        }
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
        assertThatThrownBy(() -> VerificationKeyProof.decode(longer, key.paillier(), key.parameters()))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void keysOutsideTheGroupAndBadResponsesFail() {
        VerificationKeyProof proof = VerificationKeyProof.prove(statement(1), dealt.share(1), random);
        for (BigInteger bad :
                List.of(BigInteger.ZERO, key.paillier().n(), key.paillier().nSquared(), BigInteger.TEN.negate())) {
            assertThat(proof.verify(
                            new VerificationKeyStatement(key.paillier(), key.parameters(), 1, bad, key.ceremonyId())))
                    .isFalse();
        }
        BigInteger order = key.paillier().n().multiply(dealt.exponent());
        BigInteger longer = proof.response().add(order.shiftLeft(key.shareBits() + 300 - order.bitLength()));
        assertThat(new VerificationKeyProof(proof.challenge(), longer).verify(statement(1)))
                .isFalse();
        assertThatThrownBy(() -> new VerificationKeyProof(proof.challenge(), BigInteger.ONE.negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerificationKeyProof.prove(statement(1), dealt.share(2), random))
                .hasMessage("Expected share 1 but found share 2");
    }

    @Test
    void degreeCheckFindsEveryKeyThatIsOffThePolynomial() {
        VerificationKeys keys = VerificationKeys.of(key.ceremonyId(), key.paillier(), key.parameters());
        byte[] seed = key.transcriptHash();
        assertThat(keys.areOfDegree(key.verificationKeys(), seed)).isTrue();
        for (int i = 0; i < 5; i++) {
            List<BigInteger> wrong = new ArrayList<>(key.verificationKeys());
            wrong.set(i, wrong.get(i).multiply(keys.vDelta()).mod(key.paillier().nSquared()));
            assertThat(keys.areOfDegree(wrong, seed)).isFalse();
            wrong.set(i, key.paillier().n());
            assertThat(keys.areOfDegree(wrong, seed)).isFalse();
        }
        assertThat(keys.areOfDegree(key.verificationKeys().reversed(), seed))
                .isTrue(); // Points 6 − i: the same degree.
        assertThatThrownBy(() -> keys.areOfDegree(key.verificationKeys().subList(0, 4), seed))
                .hasMessage("Expected 5 verification keys but found 4");
    }

    @Test
    void degreeCheckHasNothingToCheckWhenAllMembersDecrypt() {
        ThresholdPublicKey all = TestDealer.deal(256, 3, 3).key();
        VerificationKeys keys = VerificationKeys.of(all.ceremonyId(), all.paillier(), all.parameters());
        List<BigInteger> any = List.of(BigInteger.TWO, BigInteger.TEN, BigInteger.ONE);

        assertThat(keys.areOfDegree(any, new byte[0])).isTrue();
    }

    private VerificationKeyStatement statement(int index) {
        return new VerificationKeyStatement(
                key.paillier(), key.parameters(), index, key.verificationKey(index), key.ceremonyId());
    }
}
