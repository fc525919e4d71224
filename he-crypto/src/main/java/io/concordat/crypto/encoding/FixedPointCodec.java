package io.concordat.crypto.encoding;

import java.math.BigInteger;

/**
 * Real numbers as integers: encode(x) = round(x 2^f), ties to even; decode(v) = v/2^f, rounded once to the nearest double.
 *
 * @param fractionBits f, 0 to 512
 */
public record FixedPointCodec(int fractionBits) {
    private static final int MAX_FRACTION_BITS = 512;
    private static final int MANTISSA_BITS = 52;

    public FixedPointCodec {
        if (fractionBits < 0 || fractionBits > MAX_FRACTION_BITS) {
            throw new IllegalArgumentException(
                    "Expected 0 to " + MAX_FRACTION_BITS + " fraction bits but found " + fractionBits);
        }
    }

    /** round(x 2^f) exactly, whatever the size of x; refuses infinities and NaN. */
    public BigInteger encode(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("A number that is not finite has no fixed-point form");
        }
        long bits = Double.doubleToRawLongBits(x);
        int exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT);
        long fraction = bits & ((1L << MANTISSA_BITS) - 1);
        long mantissa = Math.getExponent(x) < Double.MIN_EXPONENT ? fraction : fraction | 1L << MANTISSA_BITS;
        int shift = exponent - MANTISSA_BITS + fractionBits;
        BigInteger magnitude = shift >= 0
                ? BigInteger.valueOf(mantissa).shiftLeft(shift)
                : BigInteger.valueOf(roundedShift(mantissa, -shift));
        return bits < 0 ? magnitude.negate() : magnitude;
    }

    /** v/2^f as the nearest double, ties to even; infinite if it exceeds every double. */
    public double decode(BigInteger value) {
        return Math.scalb(value.doubleValue(), -fractionBits);
    }

    /** mantissa/2^shift, ties to even, for shift &gt; 0 and a mantissa below 2^53. */
    private static long roundedShift(long mantissa, int shift) {
        if (shift > MANTISSA_BITS + 2) {
            return 0;
        }
        long quotient = mantissa >>> shift;
        long remainder = mantissa & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        boolean up = remainder > half || (remainder == half && (quotient & 1) == 1);
        return up ? quotient + 1 : quotient;
    }
}
