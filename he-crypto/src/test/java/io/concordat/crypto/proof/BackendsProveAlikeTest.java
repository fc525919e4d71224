package io.concordat.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bit for bit the same shares, proofs and sums on every back end. */
class BackendsProveAlikeTest extends ProvingMember {
    /** What one member of two sends, and what comes out. */
    private record Outcome(
            List<List<PartialDecryption>> partials, List<PartialDecryptionProof> proofs, List<Plaintext> opened) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11})
    void sharesProofsAndSumsAreTheSame(int count) {
        List<Ciphertext> ciphertexts = encrypt(count);
        Outcome plain = ArithmeticChoice.using(Arithmetic.plain(), () -> open(ciphertexts));

        assertThat(plain.opened)
                .isEqualTo(IntStream.range(0, count)
                        .mapToObj(k -> Plaintext.of(100 + k))
                        .toList());
        for (Arithmetic backend : ArithmeticChoice.available()) {
            assertThat(ArithmeticChoice.using(backend, () -> open(ciphertexts)))
                    .as("%s", backend)
                    .isEqualTo(plain);
        }
    }

    @Test
    void aProofOfOneBackEndHoldsOnEveryOtherAndAWrongShareOnNone() {
        List<Ciphertext> ciphertexts = encrypt(3);
        List<PartialDecryption> right = partials(dealt.share(1), ciphertexts);
        List<PartialDecryption> wrong = replaced(right, 1, right.getFirst().value());
        PartialDecryptionProof proof = prove(statement(1, ciphertexts, right));

        for (Arithmetic backend : ArithmeticChoice.available()) {
            assertThat(ArithmeticChoice.using(backend, () -> proof.verify(statement(1, ciphertexts, right))))
                    .isTrue();
            assertThat(ArithmeticChoice.using(backend, () -> proof.verify(statement(1, ciphertexts, wrong))))
                    .isFalse();
        }
    }

    private Outcome open(List<Ciphertext> ciphertexts) {
        List<List<PartialDecryption>> partials = List.of(1, 3).stream()
                .map(index -> partials(dealt.share(index), ciphertexts))
                .toList();
        List<PartialDecryptionProof> proofs = partials.stream()
                .map(own -> {
                    int index = own.getFirst().index();
                    return PartialDecryptionProof.prove(
                            statement(index, ciphertexts, own),
                            dealt.share(index),
                            SeededRandomSource.labelled("the same for all"));
                })
                .toList();
        try {
            return new Outcome(partials, proofs, Combiner.combine(key, partials));
        } catch (CombinationException e) {
            throw new AssertionError("bug: honest shares combine", e);
        }
    }
}
