package io.concordat.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.encoding.FixedPointCodec;
import io.concordat.crypto.encoding.SlotBound;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.MaskPublicKey;
import io.concordat.crypto.mask.PairwiseMasks;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.NonceHedge;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One round as the data sees it, from three banks' numbers to the opened sums, with this module alone. */
class MaskedSumTest {
    private static final List<String> BANKS = List.of("alpha", "beta", "gamma");
    private static final byte[] ATTEMPT = FramedHash.sha256("attempt of the masked sum test");
    private static final FixedPointCodec CODEC = new FixedPointCodec(24);
    private static final double[][] NUMBERS = {{1.5, -2.25, 1e-3}, {-0.5, 1000, 0}, {0.125, -31.0625, 7}};

    private final SeededRandomSource random = SeededRandomSource.labelled("masked sum");
    private final DealtKey dealt = TestDealer.deal(512, 3, 3);
    private final PaillierEncryptor encryptor = PaillierEncryptor.of(dealt.key().paillier());
    private final SlotLayout layout = SlotLayout.of(512, 3, Collections.nCopies(14, new SlotBound(40)));

    @Test
    void numbersOfThreeBanksOpenToTheirSums() throws Exception {
        List<List<Ciphertext>> contributions = contributions(secrets());

        List<BigInteger> sums = SlotPacker.unpack(layout, open(aggregate(contributions)), 3);

        assertThat(layout.plaintextCount()).isEqualTo(2);
        assertThat(sums.subList(0, 3).stream().map(CODEC::decode))
                .containsExactly(1.125, 966.6875, CODEC.decode(CODEC.encode(1e-3)) + 7);
        assertThat(sums.subList(3, 14)).containsOnly(BigInteger.ZERO);
    }

    @Test
    void oneContributionOpensToNoiseEvenForAllMembersTogether() throws Exception {
        List<Ciphertext> alone = contributions(secrets()).getFirst();
        List<Plaintext> opened = open(alone);

        assertThatThrownBy(() -> SlotPacker.unpack(layout, opened, 1)).isInstanceOf(SlotOverflowException.class);
        assertThat(opened).allMatch(m -> m.signedValue().abs().bitLength() > 490);
    }

    @Test
    void copiedAndShiftedContributionTurnsTheSumIntoNoise() throws Exception {
        List<List<Ciphertext>> contributions = new ArrayList<>(contributions(secrets()));
        BigInteger shift = BigInteger.ONE.shiftLeft(3 * layout.slotBits());
        contributions.set(
                2,
                contributions.get(0).stream()
                        .map(c -> encryptor.multiply(c, shift))
                        .toList());

        List<Plaintext> opened = open(aggregate(contributions));
        assertThatThrownBy(() -> SlotPacker.unpack(layout, opened, 3)).isInstanceOf(SlotOverflowException.class);
    }

    /** For each bank, by position, the secrets it shares with the others. */
    private List<Map<String, PairwiseSecret>> secrets() throws MaskAgreementException {
        List<MaskKeyPair> keys = new ArrayList<>();
        List<Map<String, PairwiseSecret>> secrets = new ArrayList<>();
        for (int i = 0; i < BANKS.size(); i++) {
            keys.add(MaskKeyPair.generate(random));
            secrets.add(new HashMap<>());
        }
        for (int i = 0; i < BANKS.size(); i++) {
            for (int j = i + 1; j < BANKS.size(); j++) {
                MaskPair pair = MaskPair.of(dealt.key().keyId(), BANKS.get(i), BANKS.get(j));
                MaskPublicKey highKey = keys.get(j).publicKey();
                MaskOffer offer = PairwiseSecret.offer(pair, keys.get(i), highKey, random);
                PairwiseSecret accepted =
                        PairwiseSecret.accept(pair, keys.get(j), keys.get(i).publicKey(), offer.encapsulation());
                secrets.get(i).put(BANKS.get(j), offer.secret());
                secrets.get(j).put(BANKS.get(i), accepted);
            }
        }
        return secrets;
    }

    private List<List<Ciphertext>> contributions(List<Map<String, PairwiseSecret>> secrets)
            throws SlotOverflowException {
        List<List<Ciphertext>> contributions = new ArrayList<>();
        for (int bank = 0; bank < BANKS.size(); bank++) {
            List<BigInteger> values = new ArrayList<>(Collections.nCopies(14, BigInteger.ZERO));
            for (int i = 0; i < NUMBERS[bank].length; i++) {
                values.set(i, CODEC.encode(NUMBERS[bank][i]));
            }
            contributions.add(encrypt(BANKS.get(bank), SlotPacker.pack(layout, values), secrets.get(bank)));
        }
        return contributions;
    }

    private List<Ciphertext> encrypt(String bank, List<Plaintext> packed, Map<String, PairwiseSecret> others) {
        BigInteger n = dealt.key().paillier().n();
        List<BigInteger> masks =
                PairwiseMasks.masks(packed.size(), n, dealt.key().keyId(), ATTEMPT, bank, others);
        NonceHedge hedge =
                NonceHedge.of(SecretBytes.copyOf(("the secret of " + bank + " only").getBytes(UTF_8)), ATTEMPT);
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int k = 0; k < packed.size(); k++) {
            Plaintext masked =
                    dealt.key().paillier().centre(packed.get(k).signedValue().add(masks.get(k)));
            ciphertexts.add(encryptor.encrypt(masked, encryptor.drawNonce(random, hedge, k, masked)));
        }
        return ciphertexts;
    }

    private List<Ciphertext> aggregate(List<List<Ciphertext>> contributions) throws InvalidCiphertextException {
        List<Ciphertext> products = new ArrayList<>();
        for (int k = 0; k < layout.plaintextCount(); k++) {
            int index = k;
            List<Ciphertext> column =
                    contributions.stream().map(c -> c.get(index)).toList();
            dealt.key().paillier().checkAll(column);
            products.add(encryptor.product(column));
        }
        return products;
    }

    private List<Plaintext> open(List<Ciphertext> ciphertexts) throws CombinationException {
        byte[] root = FramedHash.sha256("root");
        List<List<PartialDecryption>> partials = new ArrayList<>();
        for (int index = 1; index <= 3; index++) {
            List<PartialDecryption> own =
                    PartialDecryptor.of(dealt.key(), dealt.share(index)).decrypt(ciphertexts, random);
            PartialDecryptionStatement statement =
                    new PartialDecryptionStatement(dealt.key(), index, root, ciphertexts, own);
            assertThat(PartialDecryptionProof.prove(statement, dealt.share(index), random)
                            .verify(statement))
                    .isTrue();
            partials.add(own);
        }
        return Combiner.combine(dealt.key(), partials);
    }
}
