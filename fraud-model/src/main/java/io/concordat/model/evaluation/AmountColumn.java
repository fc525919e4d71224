package io.concordat.model.evaluation;

import java.util.Objects;

/**
 * Where a row's amount stands. Amounts are clipped to 0 … cap, and summed in whole multiples of cap / 2^20.
 *
 * @param name the column
 * @param cap no row's amount counts for more
 */
public record AmountColumn(String name, double cap) {
    /** Units of a row at the cap: 2^20. */
    public static final long UNITS = 1L << 20;

    public AmountColumn {
        Objects.requireNonNull(name);
        if (!(cap >= 0x1p-20 && cap <= 0x1p40)) {
            throw new IllegalArgumentException("Expected an amount cap from 2^-20 to 2^40 but found " + cap);
        }
    }

    /** An amount in units. */
    long units(double amount) {
        return (long) StrictMath.rint(Math.clamp(amount, 0.0, cap) / cap * UNITS);
    }

    /** A sum of units as an amount. */
    public double amount(double units) {
        return units / UNITS * cap;
    }
}
