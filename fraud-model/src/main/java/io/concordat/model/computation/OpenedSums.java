package io.concordat.model.computation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/** Reads an opened vector slot by slot, in the order of its plan, and turns integers back into real numbers. */
public final class OpenedSums {
    private static final MathContext PRECISION = new MathContext(60);

    private final RoundPlan plan;
    private final List<BigInteger> sums;
    private int next;

    /**
     * A reader at the first slot.
     *
     * @throws IllegalArgumentException if the number of sums is not the plan's
     */
    public OpenedSums(RoundPlan plan, List<BigInteger> sums) {
        if (sums.size() != plan.slots().size()) {
            throw new IllegalArgumentException(
                    "Expected " + plan.slots().size() + " sums for round " + plan.name() + " but found " + sums.size());
        }
        this.plan = plan;
        this.sums = List.copyOf(sums);
    }

    /** The next sum as an integer in units of its slot. */
    public BigInteger whole() {
        return sums.get(next++);
    }

    /** The next sum as the double nearest to {@code integer * 2^-fractionBits}. */
    public double real() {
        return Math.scalb(
                sums.get(next).doubleValue(), -plan.slots().get(next++).fractionBits());
    }

    /** The next {@code count} sums as reals. */
    public double[] reals(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = real();
        }
        return values;
    }

    /** The next sum divided by {@code count}, rounded once to a double; the mean of equal numbers is that number. */
    public double mean(long count) {
        BigInteger divisor =
                BigInteger.valueOf(count).shiftLeft(plan.slots().get(next).fractionBits());
        return new BigDecimal(sums.get(next++))
                .divide(new BigDecimal(divisor), PRECISION)
                .doubleValue();
    }
}
