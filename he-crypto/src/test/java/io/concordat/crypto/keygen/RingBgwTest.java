package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingBgwTest {

    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

    private final SeededRandomSource random = SeededRandomSource.labelled("ring");

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8, 16})
    void opensTheProductOfTwoSharedNumbers(int members) throws InconsistentSharesException {
        RingBgw ring = RingBgw.of(PRIME, members, (members - 1) / 2);
        BigInteger a = random.below(PRIME);
        BigInteger b = random.below(PRIME);

        assertThat(ring.open(productShares(ring, a, b))).isEqualTo(a.multiply(b).mod(PRIME));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8, 16})
    void additiveSharesOfAProductAddUpToIt(int members) {
        RingBgw ring = RingBgw.of(PRIME, members, (members - 1) / 2);
        BigInteger a = random.below(PRIME);
        BigInteger b = random.below(PRIME);
        List<BigInteger> shares = productShares(ring, a, b);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 1; i <= members; i++) {
            sum = sum.add(ring.additiveShare(i, shares.get(i - 1)));
        }
        assertThat(sum.mod(PRIME)).isEqualTo(a.multiply(b).mod(PRIME));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 16})
    void noticesOneWrongShareWhereThereAreMoreThanNeeded(int members) {
        RingBgw ring = RingBgw.of(PRIME, members, (members - 1) / 2);
        for (int wrong = 0; wrong < members; wrong++) {
            List<BigInteger> shares = new ArrayList<>(productShares(ring, BigInteger.TEN, BigInteger.TWO));
            shares.set(wrong, shares.get(wrong).add(BigInteger.ONE).mod(PRIME));
            assertThatThrownBy(() -> ring.open(shares)).isInstanceOf(InconsistentSharesException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 15})
    void refusesAModulusInWhichPointsCollide(int factor) {
        assertThatThrownBy(() -> RingBgw.of(PRIME.multiply(BigInteger.valueOf(factor)), 16, 7))
                .hasMessageContaining("must be units");
    }

    private List<BigInteger> productShares(RingBgw ring, BigInteger a, BigInteger b) {
        int t = ring.degree();
        List<BigInteger> as = ring.share(a, t, random);
        List<BigInteger> bs = ring.share(b, t, random);
        List<BigInteger> zeros = ring.share(BigInteger.ZERO, 2 * t, random);
        List<BigInteger> shares = new ArrayList<>();
        for (int i = 0; i < ring.members(); i++) {
            shares.add(as.get(i).multiply(bs.get(i)).add(zeros.get(i)).mod(ring.modulus()));
        }
        return shares;
    }
}
