package io.concordat.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdDecryptionTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("threshold decryption");

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "3, 3", "4, 3", "5, 3", "5, 4", "8, 7"})
    void everySubsetOfThresholdMembersOpensTheSamePlaintexts(int members, int threshold) throws CombinationException {
        DealtKey dealt = TestDealer.deal(256, members, threshold);
        PaillierEncryptor encryptor = PaillierEncryptor.of(dealt.key().paillier());
        BigInteger largest = dealt.key().paillier().largestPlaintext();
        List<Plaintext> plaintexts = List.of(
                Plaintext.of(0),
                Plaintext.of(1),
                Plaintext.of(-1),
                new Plaintext(largest),
                new Plaintext(largest.negate()),
                new Plaintext(random.below(largest)));
        List<Ciphertext> ciphertexts = plaintexts.stream()
                .map(m -> encryptor.encrypt(m, encryptor.drawNonce(random)))
                .toList();
        for (List<Integer> subset : Subsets.of(members, threshold)) {
            List<List<PartialDecryption>> partials = new ArrayList<>();
            for (int index : subset) {
                partials.add(
                        PartialDecryptor.of(dealt.key(), dealt.share(index)).decrypt(ciphertexts, random));
            }
            assertThat(Combiner.combine(dealt.key(), partials)).isEqualTo(plaintexts);
        }
    }
}
