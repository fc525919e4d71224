package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a ring that computes one element at a time.
 *
 * @param <E> the ring's element
 */
final class ScalarFixedBase<E> implements FixedBase {
    private final ScalarRing<E> ring;
    private final int exponentBits;
    private final int window;
    private final List<List<E>> rows = new ArrayList<>();

    ScalarFixedBase(ScalarRing<E> ring, E base, int exponentBits, int window) {
        this.ring = ring;
        this.exponentBits = exponentBits;
        this.window = window;
        E unit = base;
        for (int j = 0; j < Digits.count(exponentBits, window); j++) {
            List<E> row = new ArrayList<>();
            row.add(ring.enterOne(0, BigInteger.ONE));
            for (int d = 1; d < 1 << window; d++) {
                row.add(ring.multiplyOne(0, row.getLast(), unit));
            }
            unit = ring.multiplyOne(0, row.getLast(), unit);
            rows.add(List.copyOf(row));
        }
    }

    @Override
    public Residues powers(List<BigInteger> exponents) {
        Arguments.requireSize(ring.moduli(), exponents.size());
        Arguments.requireExponents(exponents, exponentBits);
        return new ScalarResidues<>(ring, exponents.stream().map(this::power).toList());
    }

    @Override
    public int exponentBits() {
        return exponentBits;
    }

    @Override
    public long tableBytes() {
        return TableShape.bytes(exponentBits, window, ring.elementBytes());
    }

    @Override
    public int windowBits() {
        return window;
    }

    @Override
    public String toString() {
        return "FixedBase(" + exponentBits + " bits, " + tableBytes() + " bytes)";
    }

    private E power(BigInteger exponent) {
        int[] digits = Digits.of(exponent, exponentBits, window);
        E power = rows.getFirst().get(digits[0]);
        for (int j = 1; j < digits.length; j++) {
            power = ring.multiplyOne(0, power, rows.get(j).get(digits[j]));
        }
        return power;
    }
}
