package io.concordat.model.computation;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Sums of real numbers as exact integers: every term x is rounded once to {@code round(x * 2^fractionBits)} (half to even)
 * and the rounded terms are added without loss, so the totals do not depend on the order of the terms.
 *
 * <p>A term below 2^51 units costs two additions; a larger one is cut into three limbs of 50 bits. Limbs are emptied into
 * wide integers long before they can overflow. Terms up to 2^150 units are taken.
 */
public final class FixedPointSums {
    /** Adding 1.5·2^52 to a number below 2^51 rounds it to a whole one, which then stands in the low bits of the sum. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
    private static final double NARROW = 0x1p51;
    private static final double LIMIT = 0x1p150;
    private static final int LIMB_BITS = 50;
    private static final double LIMB = 0x1p50;
    private static final double TWO_LIMBS = 0x1p100;

    /** So many terms of at most 2^51 fit a long. */
    private static final int TERMS_PER_LIMB = 1 << 11;

    private final double scale;
    private final long[] low;
    private final long[] middle;
    private final long[] high;
    private final BigInteger[] emptied;
    private int sinceEmptied;

    /** Sums that start at zero. */
    public FixedPointSums(int size, int fractionBits) {
        this.scale = Math.scalb(1.0, fractionBits);
        this.low = new long[size];
        this.middle = new long[size];
        this.high = new long[size];
        this.emptied = new BigInteger[size];
        Arrays.fill(emptied, BigInteger.ZERO);
    }

    /**
     * Adds one term to the sum at {@code index}.
     *
     * @throws IllegalArgumentException if the term is not a number or exceeds 2^150 units
     */
    public void add(int index, double term) {
        count();
        double units = term * scale;
        if (Math.abs(units) < NARROW) {
            low[index] += Double.doubleToRawLongBits(units + ROUNDER) - ROUNDER_BITS;
        } else {
            addWide(index, units);
        }
    }

    /**
     * Adds {@code factor * terms[from]}, {@code factor * terms[from + 1]}, … to the sums from {@code index} on, up to the last
     * term.
     *
     * @param largest no term from {@code from} on is greater in magnitude
     * @return the index after the last sum that was added to
     */
    public int addMultiples(int index, double factor, double[] terms, int from, double largest) {
        int size = terms.length - from;
        if (!(Math.abs(factor) * largest * scale < NARROW / 2)) {
            for (int k = 0; k < size; k++) {
                add(index + k, factor * terms[from + k]);
            }
            return index + size;
        }
        count();
        for (int k = 0; k < size; k++) {
            low[index + k] += Double.doubleToRawLongBits(factor * terms[from + k] * scale + ROUNDER) - ROUNDER_BITS;
        }
        return index + size;
    }

    /** Adds one term to every sum, in order. */
    public void addAll(double[] terms) {
        double largest = 0;
        for (double term : terms) {
            largest = Math.max(largest, Math.abs(term));
        }
        addMultiples(0, 1, terms, 0, largest);
    }

    /** From 2^51 on at most one binary digit follows the point, and from 2^53 on a double is whole; each limb is exact. */
    private void addWide(int index, double units) {
        if (!(Math.abs(units) < LIMIT)) {
            throw new IllegalArgumentException("Expected a term below 2^150 units but found " + units);
        }
        double whole = StrictMath.rint(units);
        long top = (long) (whole / TWO_LIMBS);
        double rest = whole - top * TWO_LIMBS;
        long centre = (long) (rest / LIMB);
        high[index] += top;
        middle[index] += centre;
        low[index] += (long) (rest - centre * LIMB);
    }

    private void count() {
        if (++sinceEmptied == TERMS_PER_LIMB) {
            sinceEmptied = 0;
            for (int i = 0; i < low.length; i++) {
                emptied[i] = total(i);
                low[i] = 0;
                middle[i] = 0;
                high[i] = 0;
            }
        }
    }

    /** The sum at {@code index}, in units of 2^-fractionBits. */
    public BigInteger total(int index) {
        return emptied[index]
                .add(BigInteger.valueOf(low[index]))
                .add(BigInteger.valueOf(middle[index]).shiftLeft(LIMB_BITS))
                .add(BigInteger.valueOf(high[index]).shiftLeft(2 * LIMB_BITS));
    }

    /** How many sums there are. */
    public int size() {
        return low.length;
    }
}
