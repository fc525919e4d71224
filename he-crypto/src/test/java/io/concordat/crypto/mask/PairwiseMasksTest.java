package io.concordat.crypto.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PairwiseMasksTest {
    private static final byte[] KEY_ID = FramedHash.sha256("key");
    private static final byte[] ATTEMPT = FramedHash.sha256("attempt");
    private static final BigInteger N =
            SeededRandomSource.labelled("masks").bits(509).setBit(509).setBit(0);
    private static final int COUNT = 3;

    private static MaskCohort cohort = new MaskCohort();

    @BeforeAll
    static void agree() throws MaskAgreementException {
        cohort = MaskCohort.agree(KEY_ID, 5, SeededRandomSource.labelled("cohort"));
    }

    @Test
    void masksCancelForEveryCohortOfAtLeastTwo() {
        List<String> ids = cohort.ids();
        for (int mask = 0; mask < 1 << ids.size(); mask++) {
            int chosen = mask;
            List<String> u = IntStream.range(0, ids.size())
                    .filter(i -> (chosen >> i & 1) == 1)
                    .mapToObj(ids::get)
                    .toList();
            if (u.size() >= 2) {
                assertThat(sum(u, u)).containsOnly(BigInteger.ZERO);
            }
        }
    }

    @Test
    void masksDoNotCancelWhenOneMemberIsAbsent() {
        List<String> all = cohort.ids();
        for (String absent : all) {
            List<String> present = all.stream().filter(id -> !id.equals(absent)).toList();
            assertThat(sum(all, present)).doesNotContain(BigInteger.ZERO);
        }
    }

    @Test
    void masksDoNotCancelWhenOneByteOfOneAttemptIdDiffers() {
        List<String> all = cohort.ids();
        List<BigInteger> others = sum(all, all.subList(1, 5));
        for (int position = 0; position < ATTEMPT.length; position++) {
            byte[] other = ATTEMPT.clone();
            other[position] ^= 1;
            List<BigInteger> odd = masks(all.getFirst(), all, other);
            for (int k = 0; k < COUNT; k++) {
                assertThat(others.get(k).add(odd.get(k)).mod(N)).isNotZero();
            }
        }
    }

    @Test
    void masksOfTwoCohortsAttemptsAndPositionsAreAllDifferent() {
        List<String> all = cohort.ids();
        List<BigInteger> drawn = new ArrayList<>(masks("bank-a", all, ATTEMPT));
        drawn.addAll(masks("bank-a", all.subList(0, 4), ATTEMPT));
        drawn.addAll(masks("bank-a", all, FramedHash.sha256("another attempt")));
        drawn.addAll(masks("bank-b", all, ATTEMPT));

        assertThat(drawn).doesNotHaveDuplicates().allMatch(m -> m.signum() >= 0 && m.compareTo(N) < 0);
    }

    @Test
    void shorterRequestsAreTheBeginningOfLongerOnes() {
        Map<String, PairwiseSecret> others = cohort.secretsOf("bank-c", cohort.ids());
        List<BigInteger> long5 = PairwiseMasks.masks(5, N, KEY_ID, ATTEMPT, "bank-c", others);

        assertThat(PairwiseMasks.masks(2, N, KEY_ID, ATTEMPT, "bank-c", others)).isEqualTo(long5.subList(0, 2));
        assertThat(PairwiseMasks.masks(0, N, KEY_ID, ATTEMPT, "bank-c", others)).isEmpty();
    }

    @Test
    void derivationIsTheOneThatTheRulesWriteDown() throws GeneralSecurityException {
        // s_ij and one mask again, from HMAC alone.
        PairwiseSecret secret = secret("bank-a", "bank-b");
        byte[] encoded = secret.encode(SecretAccess.insecure());
        byte[] prk = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        byte[] seed = expand(
                prk,
                FramedHash.frame("mask-seed/v1", KEY_ID, ATTEMPT, "bank-a".getBytes(UTF_8), "bank-b".getBytes(UTF_8)),
                32);
        byte[] okm = expand(seed, FramedHash.frame("mask/v1", new byte[] {0, 0, 0, 1}), (510 + 128 + 7) / 8);
        BigInteger expected = new BigInteger(1, okm).mod(N);

        assertThat(secret.attemptSeed(ATTEMPT).bytes(SecretAccess.insecure())).isEqualTo(seed);
        assertThat(masks("bank-a", List.of("bank-a", "bank-b"), ATTEMPT).get(1)).isEqualTo(expected);
        assertThat(masks("bank-b", List.of("bank-a", "bank-b"), ATTEMPT).get(1)).isEqualTo(N.subtract(expected));
    }

    @Test
    void refusesSecretsOfAnotherPairOrEpochAndLoneMembers() {
        Map<String, PairwiseSecret> wrongPair = Map.of("bank-b", secret("bank-a", "bank-c"));
        Map<String, PairwiseSecret> own = Map.of("bank-b", secret("bank-a", "bank-b"));

        assertThatThrownBy(() -> PairwiseMasks.masks(1, N, KEY_ID, ATTEMPT, "bank-a", wrongPair))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PairwiseMasks.masks(1, N, new byte[32], ATTEMPT, "bank-a", own))
                .hasMessageContaining("another key epoch");
        assertThatThrownBy(() -> PairwiseMasks.masks(1, N, KEY_ID, ATTEMPT, "bank-a", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PairwiseSecret secret(String self, String other) {
        return cohort.secretsOf(self, List.of(other)).values().iterator().next();
    }

    private static List<BigInteger> masks(String self, List<String> u, byte[] attempt) {
        return PairwiseMasks.masks(COUNT, N, KEY_ID, attempt, self, cohort.secretsOf(self, u));
    }

    /** Σ over the members present of the masks for the cohort u. */
    private static List<BigInteger> sum(List<String> u, List<String> present) {
        List<BigInteger> sums = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
        for (String member : present) {
            List<BigInteger> masks = masks(member, u, ATTEMPT);
            for (int k = 0; k < COUNT; k++) {
                sums.set(k, sums.get(k).add(masks.get(k)).mod(N));
            }
        }
        return sums;
    }

    /** HKDF-Expand [RFC 5869, sec. 2.3], written out. */
    private static byte[] expand(byte[] prk, byte[] info, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(prk, "HmacSHA256"));
        byte[] out = new byte[0];
        byte[] block = new byte[0];
        for (int i = 1; out.length < length; i++) {
            mac.update(block);
            mac.update(info);
            block = mac.doFinal(new byte[] {(byte) i});
            out = Arrays.copyOf(out, out.length + block.length);
            System.arraycopy(block, 0, out, out.length - block.length, block.length);
        }
        return Arrays.copyOf(out, length);
    }
}
