package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SieveParametersTest {

    @ParameterizedTest
    @CsvSource({"2048, 3, 643, 884, 133, 3798", "3072, 3, 1013, 1397, 132, 7461"})
    void reproducesTheParametersOfTheSpecification(
            int bits, int members, int sieveBound, int jointBits, int rangeBits, long candidates) {
        SieveParameters sieve = SieveParameters.of(bits, members);

        assertThat(sieve.sieveBound()).isEqualTo(sieveBound);
        assertThat(sieve.jointModulus().bitLength()).isEqualTo(jointBits);
        assertThat(sieve.firstMemberModulus()).isEqualTo(BigInteger.valueOf(12));
        assertThat(sieve.randomRange().bitLength()).isEqualTo(rangeBits);
        assertThat(sieve.expectedCandidates()).isBetween(candidates - 5, candidates + 5);
    }

    @ParameterizedTest
    @CsvSource({"512, 3", "512, 16", "2048, 16", "4096, 5"})
    void leavesRoomForOneHundredAndThirtyRandomBits(int bits, int members) {
        SieveParameters sieve = SieveParameters.of(bits, members);
        BigInteger product = sieve.jointModulus().multiply(sieve.firstMemberModulus());
        BigInteger least = BigInteger.valueOf(3).shiftLeft(bits / 2 - 2);

        assertThat(sieve.randomRange())
                .isGreaterThanOrEqualTo(BigInteger.ONE.shiftLeft(130).subtract(BigInteger.TWO));
        assertThat(sieve.top().mod(product)).isZero();
        assertThat(sieve.top()).isBetween(least, least.add(product).subtract(BigInteger.ONE));
        assertThat(sieve.jointModulus().gcd(sieve.firstMemberModulus())).isOne();
    }

    @Test
    void unitsHaveNoFactorInCommonWithTheJointModulusAndSpreadOverAllResidues() {
        SieveParameters sieve = SieveParameters.of(512, 3);
        SeededRandomSource random = SeededRandomSource.labelled("units");
        boolean[] seen = new boolean[11];
        for (int i = 0; i < 300; i++) {
            BigInteger unit = sieve.drawUnit(random);
            assertThat(unit.gcd(sieve.jointModulus())).isOne();
            seen[unit.mod(BigInteger.valueOf(11)).intValue()] = true;
        }
        assertThat(seen).containsExactly(false, true, true, true, true, true, true, true, true, true, true);
    }

    @Test
    void refusesSizesAndMembersOutOfRange() {
        assertThatThrownBy(() -> SieveParameters.of(448, 3)).hasMessageContaining("at least 512 bits");
        assertThatThrownBy(() -> SieveParameters.of(1000, 3)).hasMessageContaining("multiple of 64");
        assertThatThrownBy(() -> SieveParameters.of(1024, 2)).hasMessageContaining("3 to 16 members but found 2");
        assertThatThrownBy(() -> SieveParameters.of(1024, 17)).hasMessageContaining("3 to 16 members but found 17");
    }
}
