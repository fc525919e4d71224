package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySharingTest {

    private static final BigInteger P = new BigInteger("340282366920938463463374607431768211283");
    private static final BigInteger Q = new BigInteger("340282366920938463463374607431768211219");

    private final SeededRandomSource random = SeededRandomSource.labelled("key-sharing");

    @ParameterizedTest
    @CsvSource({"3, 2", "3, 3", "4, 3", "5, 4", "8, 5", "16, 14"})
    void sharesOfTheExponentReconstructFromThresholdManyMembers(int members, int threshold)
            throws InconsistentSharesException {
        BigInteger n = P.multiply(Q);
        BigInteger phi = P.subtract(BigInteger.ONE).multiply(Q.subtract(BigInteger.ONE));
        List<BigInteger> shares = keyShares(members, threshold, n, phi);
        KeySharing sharing = KeySharing.of(members, threshold, n);

        BigInteger constant = IntegerShamirTest.atZero(shares, threshold);
        BigInteger scale = sharing.delta().pow(4);
        assertThat(constant.mod(scale)).isZero();
        BigInteger d = constant.divide(scale);
        assertThat(d.mod(n)).isOne();
        assertThat(d.mod(phi)).isZero();
        assertThat(shares).allSatisfy(s -> assertThat(s.bitLength()).isLessThanOrEqualTo(sharing.keyShareBits()));
    }

    @ParameterizedTest
    @CsvSource({"2048, 3, 2, 4512", "3072, 3, 2, 6561", "3072, 5, 4, 6607", "3072, 8, 7, 6686"})
    void keySharesHaveAboutTheMeasuredSize(int bits, int members, int threshold, int measured) {
        BigInteger n = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        assertThat(KeySharing.of(members, threshold, n).keyShareBits()).isBetween(measured, measured + 120);
    }

    @Test
    void refusesThresholdsOutOfRange() {
        assertThatThrownBy(() -> KeySharing.of(5, 2, BigInteger.TEN)).hasMessageContaining("3 to 5");
        assertThatThrownBy(() -> KeySharing.of(5, 6, BigInteger.TEN)).hasMessageContaining("found 6");
    }

    @Test
    void degreeCheckFindsAVerificationKeyThatIsNotOnThePolynomial() throws InconsistentSharesException {
        BigInteger n = P.multiply(Q);
        BigInteger phi = P.subtract(BigInteger.ONE).multiply(Q.subtract(BigInteger.ONE));
        PaillierPublicKey key = new PaillierPublicKey(n);
        VerificationKeys keys = VerificationKeys.of(new byte[32], key, new ThresholdParameters(5, 4));
        List<BigInteger> published = keyShares(5, 4, n, phi).stream()
                .map(SecretBigInteger::of)
                .map(keys::verificationKey)
                .toList();

        assertThat(keys.areOfDegree(published, new byte[] {1})).isTrue();
        assertThat(VerificationKeys.of(new byte[32], key, new ThresholdParameters(5, 3))
                        .areOfDegree(published, new byte[] {1}))
                .isFalse();
        for (int i = 0; i < 5; i++) {
            List<BigInteger> wrong = new ArrayList<>(published);
            wrong.set(i, wrong.get(i).multiply(keys.vDelta()).mod(key.nSquared()));
            assertThat(keys.areOfDegree(wrong, new byte[] {1})).isFalse();
        }
    }

    private List<BigInteger> keyShares(int members, int threshold, BigInteger n, BigInteger phi)
            throws InconsistentSharesException {
        RingBgw ring = RingBgw.of(n, members, (members - 1) / 2);
        List<PhiInversion> inversions = new ArrayList<>();
        BigInteger rest = phi;
        for (int i = 2; i <= members; i++) {
            BigInteger share = random.bits(120).negate();
            rest = rest.subtract(share);
            inversions.add(PhiInversion.of(ring, i, share, random.below(n)));
        }
        inversions.addFirst(PhiInversion.of(ring, 1, rest, random.below(n)));
        List<List<List<BigInteger>>> dealt =
                inversions.stream().map(x -> x.deal(random)).toList();
        List<BigInteger> psiShares = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int recipient = i;
            psiShares.add(inversions
                    .get(i)
                    .take(dealt.stream().map(x -> x.get(recipient)).toList()));
        }
        BigInteger psi = ring.open(psiShares);
        KeySharing sharing = KeySharing.of(members, threshold, n);
        BigInteger[] phis = zeros(members);
        BigInteger[] gammas = zeros(members);
        for (PhiInversion inversion : inversions) {
            add(phis, sharing.shareFactor(inversion.phiShare(), random));
            add(gammas, sharing.shareFactor(inversion.gamma(psi).orElseThrow(), random));
        }
        BigInteger[] shares = zeros(members);
        for (int i = 1; i <= members && sharing.sharesExponent(i); i++) {
            BigInteger term = sharing.exponentTerm(i, phis[i - 1], gammas[i - 1]);
            assertThat(term.abs()).isLessThanOrEqualTo(sharing.exponentBound());
            add(shares, sharing.shareExponent(term, random));
        }
        return List.of(shares);
    }

    private static BigInteger[] zeros(int n) {
        BigInteger[] zeros = new BigInteger[n];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    private static void add(BigInteger[] sums, List<BigInteger> shares) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(shares.get(i));
        }
    }
}
