package io.concordat.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.paillier.Nonce;
import io.concordat.crypto.paillier.NonceHedge;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.PartialDecryptor;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a careless log statement would show of everything that holds a secret. */
class SecretsNeverPrintTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("print");

    @Test
    void printedFormsHoldNamesAndSizesOnly() throws MaskAgreementException {
        DealtKey dealt = TestDealer.deal(256, 3, 3);
        PaillierEncryptor encryptor = PaillierEncryptor.of(dealt.key().paillier());
        Nonce nonce = encryptor.drawNonce(random);
        MaskKeyPair low = MaskKeyPair.generate(random);
        MaskKeyPair high = MaskKeyPair.generate(random);
        MaskOffer offer =
                PairwiseSecret.offer(MaskPair.of(new byte[32], "alpha", "beta"), low, high.publicKey(), random);
        List<Object> holders = List.of(
                SecretBigInteger.of(random.bits(200)),
                SecretBytes.copyOf(new byte[40]),
                new Plaintext(random.bits(200)),
                nonce,
                NonceHedge.of(SecretBytes.copyOf(new byte[40]), new byte[32]),
                encryptor.encrypt(Plaintext.of(1), encryptor.drawNonce(random)),
                dealt.owner(),
                dealt.share(1),
                PartialDecryptor.of(dealt.key(), dealt.share(1)),
                low,
                offer,
                offer.secret(),
                random);
        assertThat(holders).allSatisfy(holder -> assertThat(holder.toString())
                .contains(holder.getClass().getSimpleName())
                .doesNotContainPattern("[0-9a-fA-F]{9,}")
                .doesNotContain("@"));
    }

    @Test
    void refusalsDoNotHoldTheValueThatWasRefused() {
        DealtKey dealt = TestDealer.deal(256, 3, 3);
        BigInteger tooLarge = dealt.key().paillier().n().add(random.bits(100));
        PaillierEncryptor encryptor = PaillierEncryptor.of(dealt.key().paillier());
        try {
            encryptor.encrypt(new Plaintext(tooLarge), encryptor.drawNonce(random));
            throw new AssertionError("a plaintext beyond the modulus was encrypted");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContainPattern("[0-9a-fA-F]{9,}").contains("256 bits");
        }
    }
}
