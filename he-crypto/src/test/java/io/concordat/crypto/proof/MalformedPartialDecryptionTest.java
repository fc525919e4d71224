package io.concordat.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.threshold.PartialDecryption;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What arrives malformed fails or is refused; nothing throws past the decoder. */
class MalformedPartialDecryptionTest extends ProvingMember {
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
    void valuesThatAreNotReducedFailEvenWithAProofMadeForThem() {
        int bits = 8 * key.paillier().ciphertextBytes();
        List<Ciphertext> ciphertexts = encrypt(40);
        List<PartialDecryption> honest = partials(dealt.share(1), ciphertexts);
        int tried = 0;
        for (int k = 0; k < ciphertexts.size(); k++) {
            List<Ciphertext> one = List.of(ciphertexts.get(k));
            List<PartialDecryption> itsPartial = List.of(honest.get(k));
            BigInteger wideCiphertext = one.getFirst().value().add(nSquared);
            BigInteger widePartial = itsPartial.getFirst().value().add(nSquared);
            if (wideCiphertext.bitLength() <= bits) {
                PartialDecryptionStatement wide = statement(1, List.of(new Ciphertext(wideCiphertext)), itsPartial);
                assertThat(prove(wide).verify(wide)).isFalse();
                tried++;
            }
            if (widePartial.bitLength() <= bits) {
                PartialDecryptionStatement wide = statement(1, one, replaced(itsPartial, 0, widePartial));
                assertThat(prove(wide).verify(wide)).isFalse();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(8);
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
    void statementsNeedAMemberAndAsManyPartialsAsCiphertexts() {
        List<Ciphertext> ciphertexts = encrypt(2);
        List<PartialDecryption> partials = partials(dealt.share(1), ciphertexts);

        assertThatThrownBy(() -> statement(4, ciphertexts, partials)).hasMessageContaining("found 4");
        assertThatThrownBy(() -> statement(1, ciphertexts, partials.subList(0, 1)))
                .hasMessageContaining("found 1 for 2");
        assertThatThrownBy(() -> statement(1, List.of(), List.of())).hasMessageContaining("found 0 for 0");
    }
}
