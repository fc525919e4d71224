package io.concordat.model.computation;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Sums of real numbers as exact integers: every term x is rounded once to {@code round(x * 2^fractionBits)} (half to even)
 * and the rounded terms are added without loss, so the totals do not depend on the order of the terms.
 *
 * <p>A term below 2^62 units costs one long addition; a larger one is cut into three limbs of 50 bits. Only a limb that
 * overflows touches a {@link BigInteger}, which ordinary rows never bring about. Terms up to 2^150 units are taken.
 */
public final class FixedPointSums {
    private static final double WIDE = 0x1p62;
    private static final double LIMIT = 0x1p150;
    private static final int LIMB_BITS = 50;
    private static final double LIMB = 0x1p50;
    private static final double TWO_LIMBS = 0x1p100;

    private final double scale;
    private final long[] low;
    private final long[] middle;
    private final long[] high;
    private final BigInteger[] spilled;

    /** Sums that start at zero. */
    public FixedPointSums(int size, int fractionBits) {
        this.scale = Math.scalb(1.0, fractionBits);
        this.low = new long[size];
        this.middle = new long[size];
        this.high = new long[size];
        this.spilled = new BigInteger[size];
        Arrays.fill(spilled, BigInteger.ZERO);
    }

    /**
     * Adds one term to the sum at {@code index}.
     *
     * @throws IllegalArgumentException if the term is not a number or exceeds 2^150 units
     */
    public void add(int index, double term) {
        double units = term * scale;
        if (Math.abs(units) < WIDE) {
            low[index] = plus(low[index], (long) StrictMath.rint(units), index, 0);
        } else {
            addWide(index, units);
        }
    }

    /** Beyond 2^62 a double is a whole number, and each limb below is exact. */
    private void addWide(int index, double units) {
        if (!(Math.abs(units) < LIMIT)) {
            throw new IllegalArgumentException("Expected a term below 2^150 units but found " + units);
        }
        long top = (long) (units / TWO_LIMBS);
        double rest = units - top * TWO_LIMBS;
        long centre = (long) (rest / LIMB);
        long bottom = (long) (rest - centre * LIMB);
        high[index] = plus(high[index], top, index, 2 * LIMB_BITS);
        middle[index] = plus(middle[index], centre, index, LIMB_BITS);
        low[index] = plus(low[index], bottom, index, 0);
    }

    /** {@code limb + term}; on overflow the limb is put aside and the term starts it anew. */
    private long plus(long limb, long term, int index, int shift) {
        long sum = limb + term;
        if (((limb ^ sum) & (term ^ sum)) < 0) {
            spilled[index] = spilled[index].add(BigInteger.valueOf(limb).shiftLeft(shift));
            return term;
        }
        return sum;
    }

    /** The sum at {@code index}, in units of 2^-fractionBits. */
    public BigInteger total(int index) {
        return spilled[index]
                .add(BigInteger.valueOf(low[index]))
                .add(BigInteger.valueOf(middle[index]).shiftLeft(LIMB_BITS))
                .add(BigInteger.valueOf(high[index]).shiftLeft(2 * LIMB_BITS));
    }

    /** How many sums there are. */
    public int size() {
        return low.length;
    }
}
