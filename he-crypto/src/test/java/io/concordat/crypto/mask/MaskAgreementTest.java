package io.concordat.crypto.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.Hkdf;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskAgreementTest {
    private static final byte[] KEY_ID = FramedHash.sha256("key");
    private static final SecretAccess ACCESS = SecretAccess.insecure();

    private final SeededRandomSource random = SeededRandomSource.labelled("mask agreement");
    private final MaskKeyPair low = MaskKeyPair.generate(random);
    private final MaskKeyPair high = MaskKeyPair.generate(random);
    private final MaskPair pair = MaskPair.of(KEY_ID, "bank-b", "bank-a");
    private final MaskOffer offer;

    MaskAgreementTest() throws MaskAgreementException {
        offer = PairwiseSecret.offer(pair, low, high.publicKey(), random);
    }

    @Test
    void bothMembersHoldTheSameSecret() throws MaskAgreementException {
        PairwiseSecret accepted = PairwiseSecret.accept(pair, high, low.publicKey(), offer.encapsulation());

        assertThat(accepted.isEqualTo(offer.secret())).isTrue();
        assertThat(pair.lowId()).isEqualTo("bank-a");
        assertThat(PairwiseSecret.offer(pair, low, high.publicKey(), random)
                        .secret()
                        .isEqualTo(accepted))
                .isFalse();
    }

    @Test
    void secretIsTheExtractOfBothSecretsUnderTheKeyId() throws MaskAgreementException {
        byte[] x25519 = high.agree(low.publicKey());
        byte[] mlKem = high.decapsulate(offer.encapsulation().encapsulation());
        byte[] material = Arrays.copyOf(x25519, 64);
        System.arraycopy(mlKem, 0, material, 32, 32);

        byte[] encoded = offer.secret().encode(ACCESS);
        assertThat(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                .isEqualTo(Hkdf.extract(KEY_ID, material));
        assertThat(low.agree(high.publicKey())).isEqualTo(x25519).isNotEqualTo(mlKem);
    }

    @Test
    void everyChangedByteOfTheMessageIsNoticed() throws DecodeException {
        byte[] encoded = offer.encapsulation().encode();
        assertThat(encoded).hasSize(MaskEncapsulation.LENGTH).hasSize(1088 + 32);
        for (int position = 0; position < encoded.length; position += position < 1080 ? 9 : 1) {
            byte[] changed = encoded.clone();
            changed[position] ^= (byte) (1 << position % 8);
            MaskEncapsulation message = MaskEncapsulation.decode(changed);
            assertThatThrownBy(() -> PairwiseSecret.accept(pair, high, low.publicKey(), message))
                    .isInstanceOf(MaskAgreementException.class)
                    .hasMessageContaining("does not match");
        }
    }

    @Test
    void otherPairEpochOrPublicKeyIsNoticed() {
        MaskKeyPair stranger = MaskKeyPair.generate(random);
        MaskEncapsulation message = offer.encapsulation();

        assertRefused(MaskPair.of(FramedHash.sha256("other key"), "bank-a", "bank-b"), high, low.publicKey(), message);
        assertRefused(MaskPair.of(KEY_ID, "bank-a", "bank-c"), high, low.publicKey(), message);
        assertRefused(pair, high, stranger.publicKey(), message);
        assertRefused(pair, stranger, low.publicKey(), message);
        // The half of the lower member's key that no secret depends on.
        MaskPublicKey halfExchanged =
                new MaskPublicKey(low.publicKey().x25519(), stranger.publicKey().encapsulationKey());
        assertRefused(pair, high, halfExchanged, message);
    }

    /** Little-endian u-coordinates of points of small order below 2^255 − 19 [RFC 7748, sec. 6.1; Curve25519, D. J. Bernstein]. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
            })
    void refusesPointsThatGiveTheAllZeroSecret(String u) throws DecodeException {
        byte[] encoded = high.publicKey().encode();
        System.arraycopy(HexFormat.of().parseHex(u), 0, encoded, 0, 32);
        MaskPublicKey smallOrder = MaskPublicKey.decode(encoded);

        assertThatThrownBy(() -> PairwiseSecret.offer(pair, low, smallOrder, random))
                .isInstanceOf(MaskAgreementException.class);
        assertThatThrownBy(() -> PairwiseSecret.accept(pair, high, smallOrder, offer.encapsulation()))
                .isInstanceOf(MaskAgreementException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0900000000000000000000000000000000000000000000000000000000000080",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void refusesX25519KeysThatAreNotCanonical(String u) {
        byte[] encoded = high.publicKey().encode();
        System.arraycopy(HexFormat.of().parseHex(u), 0, encoded, 0, 32);
        assertThatThrownBy(() -> MaskPublicKey.decode(encoded)).hasMessageContaining("not a canonical number");
    }

    @Test
    void refusesMlKemCoefficientsBeyondTheModulus() throws DecodeException {
        byte[] encoded = high.publicKey().encode();
        assertThat(MaskPublicKey.decode(encoded)).isEqualTo(high.publicKey());
        for (int position : new int[] {32, 33, 32 + 1149, 32 + 1150}) {
            byte[] bad = encoded.clone();
            bad[position] = (byte) 0xFF;
            bad[position + 1] = (byte) 0xFF;
            assertThatThrownBy(() -> MaskPublicKey.decode(bad)).hasMessageContaining("not below 3329");
        }
        assertThatThrownBy(() -> MaskPublicKey.decode(Arrays.copyOf(encoded, MaskPublicKey.LENGTH - 1)))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> MaskPublicKey.decode(Arrays.copyOf(encoded, MaskPublicKey.LENGTH + 1)))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> MaskEncapsulation.decode(new byte[MaskEncapsulation.LENGTH + 1]))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void keysAndSecretsSurviveStorage() throws DecodeException, MaskAgreementException {
        MaskKeyPair stored = MaskKeyPair.decode(high.encode(ACCESS));
        PairwiseSecret accepted = PairwiseSecret.accept(pair, stored, low.publicKey(), offer.encapsulation());
        PairwiseSecret read = PairwiseSecret.decode(accepted.encode(ACCESS));

        assertThat(stored.publicKey()).isEqualTo(high.publicKey());
        assertThat(read.isEqualTo(offer.secret())).isTrue();
        assertThat(read.pair().lowId()).isEqualTo("bank-a");
        byte[] encoded = accepted.encode(ACCESS);
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> PairwiseSecret.decode(cut)).isInstanceOf(DecodeException.class);
        }
        byte[] otherVersion = high.encode(ACCESS);
        otherVersion[0] = 2;
        assertThatThrownBy(() -> MaskKeyPair.decode(otherVersion)).hasMessageContaining("found 2");
    }

    @Test
    void equalRandomnessGivesEqualKeysSoThatSimulationsRepeat() throws MaskAgreementException {
        MaskKeyPair one = MaskKeyPair.generate(SeededRandomSource.labelled("same"));
        MaskKeyPair two = MaskKeyPair.generate(SeededRandomSource.labelled("same"));
        assertThat(one.publicKey()).isEqualTo(two.publicKey()).hasSameHashCodeAs(two.publicKey());

        MaskEncapsulation first = PairwiseSecret.offer(pair, one, high.publicKey(), SeededRandomSource.labelled("x"))
                .encapsulation();
        assertThat(PairwiseSecret.offer(pair, two, high.publicKey(), SeededRandomSource.labelled("x"))
                        .encapsulation())
                .isEqualTo(first);
    }

    @Test
    void erasedSecretsAndKeysDoNothingMore() {
        offer.secret().erase();
        high.erase();

        assertThatThrownBy(() -> offer.secret().attemptSeed(new byte[32])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> PairwiseSecret.accept(pair, high, low.publicKey(), offer.encapsulation()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingPrintsASecret() {
        String prk = HexFormat.of().formatHex(offer.secret().encode(ACCESS));
        String printed = offer + " " + offer.secret() + " " + low + " " + offer.encapsulation() + " " + pair;

        assertThat(printed).contains("PairwiseSecret(bank-a, bank-b)", "MaskKeyPair");
        assertThat(printed).doesNotContain(prk.substring(prk.length() - 64)).doesNotContainPattern("[0-9a-f]{16}");
    }

    @Test
    void pairsNeedTwoIdsInOrder() {
        assertThatThrownBy(() -> MaskPair.of(KEY_ID, "same", "same")).hasMessageContaining("'same' and 'same'");
        assertThatThrownBy(() -> new MaskPair(KEY_ID, "b", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MaskPair.of(KEY_ID, "", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(MaskPair pair, MaskKeyPair high, MaskPublicKey low, MaskEncapsulation message) {
        assertThatThrownBy(() -> PairwiseSecret.accept(pair, high, low, message))
                .isInstanceOf(MaskAgreementException.class);
    }
}
