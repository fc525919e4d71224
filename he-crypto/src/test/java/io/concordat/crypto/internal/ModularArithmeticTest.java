package io.concordat.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModularArithmeticTest {
    private final SeededRandomSource random = SeededRandomSource.labelled("modular arithmetic");
    private final BigInteger m = random.bits(200).setBit(0).setBit(199);
    private final ModularArithmetic ring = ModularArithmetic.modulo(m);

    @Test
    void invertsManyAsOneByOne() {
        List<BigInteger> units = Stream.generate(() -> random.unit(m)).limit(7).toList();

        assertThat(ring.inverses(units))
                .isEqualTo(units.stream().map(u -> u.modInverse(m)).toList());
        assertThat(ring.inverses(List.of())).isEmpty();
    }

    @Test
    void productOfPowersIsTheProductOfThePowers() {
        BigInteger a = random.unit(m);
        BigInteger b = random.unit(m);
        BigInteger e = random.bits(90);

        assertThat(ring.productOfPowers(List.of(a, b), List.of(e, BigInteger.ZERO)))
                .isEqualTo(a.modPow(e, m));
        assertThat(ring.productOfPowers(List.of(a, b), List.of(e, BigInteger.TWO)))
                .isEqualTo(a.modPow(e, m).multiply(b).multiply(b).mod(m));
        assertThat(ring.productOfPowers(List.of(), List.of())).isOne();
        assertThatThrownBy(() -> ring.productOfPowers(List.of(a), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void negativeExponentsInvert() {
        BigInteger a = random.unit(m);

        assertThat(ring.multiply(ring.power(a, BigInteger.valueOf(-5)), ring.power(a, BigInteger.valueOf(5))))
                .isOne();
        assertThat(ring.secretPower(a, BigInteger.valueOf(-5))).isEqualTo(ring.power(a, BigInteger.valueOf(-5)));
    }

    @Test
    void refusesEvenAndTrivialModuli() {
        assertThatThrownBy(() -> ModularArithmetic.modulo(BigInteger.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ModularArithmetic.modulo(BigInteger.TEN)).isInstanceOf(IllegalArgumentException.class);
    }
}
