package io.concordat.model.computation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.model.testing.RandomCases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FixedPointSumsTest {
    private static BigInteger rounded(double term, int fractionBits) {
        return new BigDecimal(term)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }

    private static BigInteger sum(double[] terms, int fractionBits) {
        FixedPointSums sums = new FixedPointSums(2, fractionBits);
        for (double term : terms) {
            sums.add(1, term);
        }
        assertThat(sums.total(0)).isZero();
        return sums.total(1);
    }

    @RandomCases(50)
    void sumsEqualExactArithmeticAtEveryMagnitude(SplittableRandom random) {
        int fractionBits = random.nextInt(65);
        double[] terms = new double[500];
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < terms.length; i++) {
            terms[i] = Math.scalb(random.nextDouble() - 0.5, random.nextInt(150 - fractionBits + 80) - 80);
            expected = expected.add(rounded(terms[i], fractionBits));
        }
        assertThat(sum(terms, fractionBits)).isEqualTo(expected);
    }

    /** More than 2^11 rows, so that limbs are emptied on the way. */
    @RandomCases(10)
    void addingAWholeRowIsAddingItsTerms(SplittableRandom random) {
        int fractionBits = random.nextInt(50);
        FixedPointSums rows = new FixedPointSums(4, fractionBits);
        FixedPointSums terms = new FixedPointSums(4, fractionBits);
        for (int i = 0; i < 5_000; i++) {
            double[] row = random.doubles(5, -1, 1).toArray();
            row[random.nextInt(5)] *= Math.scalb(1.0, random.nextInt(40));
            double factor = random.nextDouble(-2, 2);
            double largest = Arrays.stream(row).map(Math::abs).max().orElseThrow();
            assertThat(rows.addMultiples(1, factor, row, 2, largest)).isEqualTo(4);
            for (int k = 2; k < 5; k++) {
                terms.add(k - 1, factor * row[k]);
            }
        }
        for (int i = 0; i < 4; i++) {
            assertThat(rows.total(i)).isEqualTo(terms.total(i));
        }
    }

    @Test
    void theLargestNarrowTermRoundsUpCorrectly() {
        double edge = Math.nextDown(0x1p51);
        assertThat(sum(new double[] {edge}, 0)).isEqualTo(1L << 51);
        assertThat(sum(new double[] {-edge}, 0)).isEqualTo(-(1L << 51));
        assertThat(sum(new double[] {0x1p51 + 0.5}, 0)).isEqualTo(1L << 51);
    }

    @RandomCases(20)
    void orderDoesNotMatter(SplittableRandom random) {
        double[] terms = random.doubles(1_000, -1e9, 1e9).toArray();
        double[] sorted = terms.clone();
        Arrays.sort(sorted);
        assertThat(sum(sorted, 40)).isEqualTo(sum(terms, 40));
    }

    @Test
    void longOverflowLosesNothing() {
        double[] terms = new double[100];
        Arrays.fill(terms, 0x1.fffffffffffffp61);
        assertThat(sum(terms, 0))
                .isEqualTo(BigInteger.valueOf(0x3ffffffffffffe00L).multiply(BigInteger.valueOf(100)));
        double large = -0x1.fffffffffffffp149;
        Arrays.fill(terms, large);
        assertThat(sum(terms, 0))
                .isEqualTo(new BigDecimal(large).toBigIntegerExact().multiply(BigInteger.valueOf(100)));
    }

    @Test
    void halvesRoundToEven() {
        assertThat(sum(new double[] {0.5}, 0)).isZero();
        assertThat(sum(new double[] {1.5}, 0)).isEqualTo(2);
        assertThat(sum(new double[] {-2.5}, 0)).isEqualTo(-2);
        assertThat(sum(new double[] {0.25, 0.25}, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p150})
    void aTermThatIsNoNumberOrTooLargeIsRefused(double term) {
        FixedPointSums sums = new FixedPointSums(1, 0);
        assertThatThrownBy(() -> sums.add(0, term))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^150");
    }
}
