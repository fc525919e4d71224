package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;

/**
 * Rings of {@code BigInteger}. Modulo n^2 an element is the pair (x_0, x_1) of x = x_0 + x_1 n: products of numbers of half
 * the size and divisions by n alone. Exponentiations go to {@code BigInteger.modPow}, which is not constant-time.
 */
final class PlainRing extends ScalarRing<PlainRing.Element> {
    private final List<Barrett> divisors;

    PlainRing(Moduli moduli) {
        super(moduli);
        divisors = moduli.roots().stream().map(Barrett::new).toList();
    }

    /**
     * x_0 + x_1 n.
     *
     * @param low x_0 in [0, n)
     * @param high x_1 in [0, n), zero where the modulus is n
     */
    record Element(BigInteger low, BigInteger high) {
        @Override
        public String toString() {
            return "Element";
        }
    }

    @Override
    Element enterOne(int i, BigInteger x) {
        BigInteger reduced = reduce(i, x);
        if (!moduli().squared()) {
            return new Element(reduced, BigInteger.ZERO);
        }
        Barrett.Division digits = divisor(i).divide(reduced);
        return new Element(digits.remainder(), digits.quotient());
    }

    private Barrett divisor(int i) {
        return divisors.get(moduli().shared() ? 0 : i);
    }

    @Override
    BigInteger leaveOne(int i, Element a) {
        return moduli().squared() ? a.high.multiply(moduli().root(i)).add(a.low) : a.low;
    }

    @Override
    Element multiplyOne(int i, Element a, Element b) {
        Barrett divisor = divisor(i);
        Barrett.Division low = divisor.divide(a.low.multiply(b.low));
        if (!moduli().squared()) {
            return new Element(low.remainder(), BigInteger.ZERO);
        }
        BigInteger cross = a.low.multiply(b.high).add(a.high.multiply(b.low));
        return new Element(
                low.remainder(), divisor.divide(cross.add(low.quotient())).remainder());
    }

    @Override
    Element squareOne(int i, Element a) {
        return multiplyOne(i, a, a);
    }

    @Override
    Element powerOne(int i, Element a, BigInteger exponent) {
        return enterOne(i, leaveOne(i, a).modPow(exponent, modulus(i)));
    }

    @Override
    Element powerSecretOne(int i, Element a, BigInteger exponent) {
        return powerOne(i, a, exponent);
    }

    @Override
    public boolean hidesExponents() {
        return false;
    }

    @Override
    public String toString() {
        return "PlainRing(" + moduli() + ")";
    }
}
