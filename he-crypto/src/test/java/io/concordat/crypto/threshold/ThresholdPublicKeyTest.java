package io.concordat.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdPublicKeyTest {
    private final DealtKey dealt = TestDealer.deal(128, 3, 3);
    private final ThresholdPublicKey key = dealt.key();

    @Test
    void readsBackWhatItWrote() throws DecodeException {
        ThresholdPublicKey read = ThresholdPublicKey.decode(key.encode());

        assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(read.keyId()).isEqualTo(key.keyId()).hasSize(32);
        assertThat(read.verificationKeys()).isEqualTo(key.verificationKeys());
        assertThat(read.epochType()).isEqualTo(EpochType.MASKED_SUMS);
    }

    @Test
    void everyFlippedBitIsRefusedOrChangesTheKeyId() {
        byte[] encoded = key.encode();
        int refused = 0;
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            byte[] flipped = encoded.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                ThresholdPublicKey other = ThresholdPublicKey.decode(flipped);
                assertThat(other.encode()).isEqualTo(flipped);
                assertThat(other.keyId()).isNotEqualTo(key.keyId());
            } catch (DecodeException e) {
                refused++;
            }
        }
        // Version, n, N, v and the ceremony id, from which v follows: none of their bits may change.
        assertThat(refused).isGreaterThanOrEqualTo(8 * (1 + 4 + 4 + 16 + 32 + 32));
    }

    @Test
    void refusesTruncationAndLeftovers() {
        byte[] encoded = key.encode();
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> ThresholdPublicKey.decode(cut)).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> ThresholdPublicKey.decode(Arrays.copyOf(encoded, encoded.length + 1)))
                .hasMessageContaining("left over");
    }

    @Test
    void epochTypesGiveDifferentKeys() throws DecodeException {
        ThresholdPublicKey proven = TestDealer.deal(EpochType.PROVEN, 128, key.parameters(), "default")
                .key();
        ThresholdPublicKey same = with(key, EpochType.PROVEN, key.verificationKeys(), key.combinationFactor());

        assertThat(ThresholdPublicKey.decode(proven.encode()).epochType()).isEqualTo(EpochType.PROVEN);
        assertThat(same.keyId()).isNotEqualTo(key.keyId());
        assertThat(same).isNotEqualTo(key);
    }

    @Test
    void refusesABaseThatIsNotTheHash() {
        ThresholdPublicKey planted = new ThresholdPublicKey(
                key.epochType(),
                key.paillier(),
                key.parameters(),
                key.v().multiply(key.v()).mod(key.paillier().nSquared()),
                key.verificationKeys(),
                key.combinationFactor(),
                key.ceremonyId(),
                key.transcriptHash());

        assertThatThrownBy(() -> ThresholdPublicKey.decode(planted.encode())).hasMessageContaining("not the hash");
    }

    @Test
    void refusesWrongCountsNonUnitsAndBadFactors() {
        List<BigInteger> keys = new ArrayList<>(key.verificationKeys());
        keys.set(1, key.paillier().n());

        assertThatThrownBy(() -> with(key, key.epochType(), keys, key.combinationFactor()))
                .hasMessageContaining("units");
        assertThatThrownBy(() -> with(key, key.epochType(), keys.subList(0, 2), key.combinationFactor()))
                .hasMessage("Expected 3 verification keys but found 2");
        for (BigInteger factor :
                List.of(BigInteger.ZERO, BigInteger.valueOf(-4), key.paillier().n())) {
            assertThatThrownBy(() -> with(key, key.epochType(), key.verificationKeys(), factor))
                    .hasMessageContaining("combination factor");
        }
    }

    @Test
    void fingerprintIsEightGroupsOfTheKeyId() {
        assertThat(key.fingerprint()).matches("[0-9a-f]{4}(-[0-9a-f]{4}){7}");
        assertThat(key.toString()).contains(key.fingerprint(), "3 of 3", "128 bits");
    }

    @Test
    void arraysAreCopiedInAndOut() {
        key.ceremonyId()[0] ^= 1;
        key.transcriptHash()[0] ^= 1;

        assertThat(key).isEqualTo(TestDealer.deal(128, 3, 3).key());
        assertThat(with(key, key.epochType(), key.verificationKeys(), key.combinationFactor()))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "17, 10", "4, 2", "3, 4", "3, 0", "3, -1"})
    void refusesThresholdsThatAreNotAMajority(int members, int threshold) {
        assertThatThrownBy(() -> new ThresholdParameters(members, threshold))
                .hasMessageContaining(threshold + " of " + members);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "3, 3", "5, 4", "8, 7", "16, 14"})
    void sharesStayWithinTheirPublicBound(int members, int threshold) {
        DealtKey other = TestDealer.deal(256, members, threshold);
        int bound = other.key().shareBits();

        assertThat(bound)
                .isBetween(
                        KeySharing.of(members, threshold, other.key().paillier().n())
                                .keyShareBits(),
                        KeySharing.of(members, threshold, other.key().paillier().n())
                                        .keyShareBits()
                                + 2);
        assertThat(other.shares())
                .allSatisfy(s -> assertThat(s.share().bitLength()).isBetween(bound - 60, bound));
    }

    @Test
    void keySharesSurviveStorageAndDoNotPrint() throws DecodeException {
        KeyShare share = dealt.share(2);
        KeyShare read = KeyShare.decode(share.encode(SecretAccess.insecure()));

        assertThat(read.index()).isEqualTo(2);
        assertThat(read.share().isEqualTo(share.share())).isTrue();
        BigInteger secret = share.share().value(SecretAccess.insecure());
        assertThat(share.toString()).doesNotContain(secret.toString()).doesNotContain(secret.toString(16));
        byte[] encoded = share.encode(SecretAccess.insecure());
        encoded[1] = 17;
        assertThatThrownBy(() -> KeyShare.decode(encoded)).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> new KeyShare(0, SecretBigInteger.of(BigInteger.ONE)))
                .hasMessageContaining("found 0");
    }

    @Test
    void sharesKnowTheirKey() {
        KeyShare share = dealt.share(2);
        SecretBigInteger damaged =
                SecretBigInteger.of(share.share().value(SecretAccess.insecure()).flipBit(3));

        assertThat(dealt.shares()).allMatch(s -> s.belongsTo(key));
        assertThat(new KeyShare(2, damaged).belongsTo(key)).isFalse();
        assertThat(new KeyShare(3, share.share()).belongsTo(key)).isFalse();
        assertThat(new KeyShare(4, share.share()).belongsTo(key)).isFalse();
        assertThat(share.belongsTo(TestDealer.deal(128, 3, 3, "another").key())).isFalse();
    }

    @Test
    void decryptorRefusesAShareBeyondTheMembers() {
        KeyShare foreign = new KeyShare(4, SecretBigInteger.of(BigInteger.ONE));
        assertThatThrownBy(() -> PartialDecryptor.of(key, foreign)).hasMessageContaining("key of 3 members");
    }

    private static ThresholdPublicKey with(
            ThresholdPublicKey key, EpochType type, List<BigInteger> verificationKeys, BigInteger factor) {
        return new ThresholdPublicKey(
                type,
                key.paillier(),
                key.parameters(),
                key.v(),
                verificationKeys,
                factor,
                key.ceremonyId(),
                key.transcriptHash());
    }
}
