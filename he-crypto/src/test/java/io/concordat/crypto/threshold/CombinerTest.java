package io.concordat.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombinerTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("combiner");
    private final DealtKey dealt = TestDealer.deal(256, 5, 3);
    private final ThresholdPublicKey key = dealt.key();
    private final List<Ciphertext> ciphertexts = new ArrayList<>();
    private List<List<PartialDecryption>> all = List.of();

    @BeforeEach
    void decrypt() {
        PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
        for (long m = -1; m <= 1; m++) {
            ciphertexts.add(encryptor.encrypt(Plaintext.of(m), encryptor.drawNonce(random)));
        }
        all = dealt.shares().stream()
                .map(share -> PartialDecryptor.of(key, share).decrypt(ciphertexts, random))
                .toList();
    }

    @Test
    void orderOfTheMembersDoesNotMatter() throws CombinationException {
        List<List<PartialDecryption>> some = new ArrayList<>(List.of(all.get(4), all.get(0), all.get(2)));
        List<Plaintext> opened = Combiner.combine(key, some);
        Collections.reverse(some);

        assertThat(opened).containsExactly(Plaintext.of(-1), Plaintext.of(0), Plaintext.of(1));
        assertThat(Combiner.combine(key, some)).isEqualTo(opened);
    }

    @Test
    void refusesAnyOtherNumberOfMembers() {
        assertThatThrownBy(() -> Combiner.combine(key, all.subList(0, 2)))
                .hasMessage("Expected the partial decryptions of 3 members but found those of 2");
        assertThatThrownBy(() -> Combiner.combine(key, all.subList(0, 4))).isInstanceOf(CombinationException.class);
        assertThatThrownBy(() -> Combiner.combine(key, List.of())).isInstanceOf(CombinationException.class);
    }

    @Test
    void refusesTwoPartialDecryptionsOfOneMember() {
        assertThatThrownBy(() -> Combiner.combine(key, List.of(all.get(0), all.get(1), all.get(0))))
                .hasMessageContaining("Member 1 appears twice");
    }

    @Test
    void refusesListsOfDifferentLengthAndEmptyOnes() {
        assertThatThrownBy(() -> Combiner.combine(
                        key, List.of(all.get(0), all.get(1), all.get(2).subList(0, 2))))
                .hasMessage("Expected 3 partial decryptions of each member but found 2");
        assertThatThrownBy(() -> Combiner.combine(key, List.of(List.of(), List.of(), List.of())))
                .isInstanceOf(CombinationException.class);
    }

    @Test
    void refusesAForeignIndexAndMixedIndices() {
        List<PartialDecryption> foreign = all.get(0).stream()
                .map(p -> new PartialDecryption(6, p.value()))
                .toList();
        List<PartialDecryption> mixed =
                List.of(all.get(0).get(0), all.get(1).get(1), all.get(0).get(2));

        assertThatThrownBy(() -> Combiner.combine(key, List.of(foreign, all.get(1), all.get(2))))
                .hasMessageContaining("not one of 5");
        assertThatThrownBy(() -> Combiner.combine(key, List.of(mixed, all.get(1), all.get(2))))
                .hasMessageContaining("not its own");
    }

    @Test
    void refusesValuesOutsideTheGroup() {
        for (BigInteger bad : List.of(
                key.paillier().n(),
                key.paillier().nSquared().add(all.get(0).get(0).value()))) {
            List<PartialDecryption> wrong = List.of(
                    new PartialDecryption(1, bad), all.get(0).get(1), all.get(0).get(2));
            assertThatThrownBy(() -> Combiner.combine(key, List.of(wrong, all.get(1), all.get(2))))
                    .hasMessageContaining("Member 1 sent a value that is not a unit");
        }
    }

    @Test
    void noticesARandomValueAndAValueOfAnotherCiphertext() {
        BigInteger unit = random.unit(key.paillier().nSquared());
        for (BigInteger wrong : List.of(unit, all.get(0).get(1).value())) {
            List<PartialDecryption> list = List.of(
                    new PartialDecryption(1, wrong),
                    all.get(0).get(1),
                    all.get(0).get(2));
            assertThatThrownBy(() -> Combiner.combine(key, List.of(list, all.get(1), all.get(2))))
                    .hasMessage("The partial decryptions of ciphertext 0 do not combine");
        }
    }

    @Test
    void noticesSharesOfAnotherKey() {
        DealtKey other = TestDealer.deal(256, 5, 3, "another");
        List<PartialDecryption> foreign =
                PartialDecryptor.of(key, other.share(1)).decrypt(ciphertexts, random);
        assertThatThrownBy(() -> Combiner.combine(key, List.of(foreign, all.get(1), all.get(2))))
                .isInstanceOf(CombinationException.class);
    }
}
