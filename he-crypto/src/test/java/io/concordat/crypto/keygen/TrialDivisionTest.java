package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialDivisionTest {

    @Test
    void findsTheLeastOddFactorOfEveryNumber() {
        SeededRandomSource random = SeededRandomSource.labelled("trial-division");
        TrialDivision division = TrialDivision.of(512, 1 << 13);
        int[] primes = SmallPrimes.between(2, 1 << 13);
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            numbers.add(random.bits(512).setBit(511).setBit(0));
        }
        int[] found = division.leastFactors(numbers);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(found[i]).isEqualTo(byBigInteger(numbers.get(i), primes));
        }
        assertThat(found).contains(0).contains(3);
    }

    @Test
    void findsTheLargestPrimeOfTheTableAndNoneAboveIt() {
        BigInteger cofactor = BigInteger.ONE.shiftLeft(400).nextProbablePrime();
        TrialDivision division = TrialDivision.of(512, 1 << 20);

        assertThat(division.leastFactors(List.of(
                        cofactor.multiply(BigInteger.valueOf(1048573)),
                        cofactor.multiply(BigInteger.valueOf(1048583)))))
                .containsExactly(1048573, 0);
    }

    private static int byBigInteger(BigInteger number, int[] primes) {
        for (int prime : primes) {
            if (number.mod(BigInteger.valueOf(prime)).signum() == 0) {
                return prime;
            }
        }
        return 0;
    }
}
