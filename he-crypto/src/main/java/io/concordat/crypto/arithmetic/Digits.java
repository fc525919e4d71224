package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;

/** Exponents as digits of w bits, the lowest first. */
final class Digits {
    private Digits() {}

    /** How many digits of {@code window} bits cover {@code bits} bits. */
    static int count(int bits, int window) {
        return Math.ceilDiv(bits, window);
    }

    /** Unsigned digits of a number that is not negative. */
    static int[] of(BigInteger number, int bits, int window) {
        byte[] bytes = littleEndian(number, Math.ceilDiv(bits, 8));
        int[] digits = new int[count(bits, window)];
        for (int j = 0; j < digits.length; j++) {
            digits[j] = bitsAt(bytes, j * window, window);
        }
        return digits;
    }

    /** Digits in [−2^(w−1), 2^(w−1)) of any number below 2^(bits − 1) in size: Σ d_j 2^(w j). */
    static int[] signedOf(BigInteger number, int bits, int window) {
        int[] digits = of(number.abs(), bits, window);
        int carry = 0;
        for (int j = 0; j < digits.length; j++) {
            int digit = digits[j] + carry;
            carry = j + 1 < digits.length && digit >= 1 << (window - 1) ? 1 : 0;
            digits[j] = (number.signum() < 0 ? -1 : 1) * (digit - (carry << window));
        }
        return digits;
    }

    /** The size of the largest exponent of all, at least 1. */
    static int maxBits(List<List<BigInteger>> columns) {
        int bits = 1;
        for (List<BigInteger> column : columns) {
            for (BigInteger exponent : column) {
                bits = Math.max(bits, exponent.abs().bitLength());
            }
        }
        return bits;
    }

    /** Exactly {@code length} bytes, lowest first, of a number that fits. */
    static byte[] littleEndian(BigInteger number, int length) {
        byte[] out = new byte[length];
        writeLittleEndian(number, out, 0, length);
        return out;
    }

    /** Writes {@code length} bytes, lowest first, of a number that fits; the rest of the range stays as it is. */
    static void writeLittleEndian(BigInteger number, byte[] out, int offset, int length) {
        byte[] bytes = number.toByteArray();
        for (int i = 0; i < Math.min(length, bytes.length); i++) {
            out[offset + i] = bytes[bytes.length - 1 - i];
        }
    }

    private static int bitsAt(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = 0; i < 4 && from / 8 + i < bytes.length; i++) {
            value |= (bytes[from / 8 + i] & 0xff) << (8 * i);
        }
        return value >>> (from % 8) & ((1 << count) - 1);
    }
}
