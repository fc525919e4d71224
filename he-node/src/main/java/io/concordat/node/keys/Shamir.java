package io.concordat.node.keys;

import io.concordat.crypto.random.RandomSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shamir's secret sharing (Comm. ACM 22(11), 1979) byte by byte over GF(2^8) with the AES polynomial x^8+x^4+x^3+x+1: any {@code
 * needed} points give the secret, fewer say nothing about it. Multiplication has neither tables nor branches on secrets.
 *
 * <p>Points carry no check: a changed point gives another secret. {@link SealRecord} recognises that.
 */
final class Shamir {
    private static final int POLYNOMIAL = 0x11b;
    private static final int MOST = 255;

    private Shamir() {}

    /** Points at x = 1 … made. */
    static SortedMap<Integer, byte[]> split(byte[] secret, int needed, int made, RandomSource random) {
        if (needed < 2 || made < needed || made > MOST) {
            throw new IllegalArgumentException(
                    "Expected 2 <= needed <= made <= 255 but found " + needed + " of " + made);
        }
        byte[][] coefficients = new byte[needed][];
        coefficients[0] = secret.clone();
        for (int i = 1; i < needed; i++) {
            coefficients[i] = new byte[secret.length];
            random.nextBytes(coefficients[i]);
        }
        SortedMap<Integer, byte[]> points = new TreeMap<>();
        for (int x = 1; x <= made; x++) {
            byte[] y = new byte[secret.length];
            for (int i = needed - 1; i >= 0; i--) { // Horner
                for (int at = 0; at < y.length; at++) {
                    y[at] = (byte) (multiply(y[at] & 0xff, x) ^ coefficients[i][at]);
                }
            }
            points.put(x, y);
        }
        for (byte[] coefficient : coefficients) {
            Wiping.wipe(coefficient);
        }
        return points;
    }

    /** The polynomial through these points at 0; the secret if there are enough of them. */
    static byte[] combine(Map<Integer, byte[]> points) {
        int length = points.values().iterator().next().length;
        byte[] secret = new byte[length];
        for (Map.Entry<Integer, byte[]> point : points.entrySet()) {
            int x = point.getKey();
            if (x < 1 || x > MOST || point.getValue().length != length) {
                throw new IllegalArgumentException("Expected points at 1 to 255 of one length");
            }
            int weight = 1;
            for (int other : points.keySet()) {
                if (other != x) {
                    weight = multiply(weight, multiply(other, inverse(other ^ x)));
                }
            }
            for (int at = 0; at < length; at++) {
                secret[at] ^= (byte) multiply(weight, point.getValue()[at] & 0xff);
            }
        }
        return secret;
    }

    static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = (product << 1) ^ (-(product >> 7 & 1) & POLYNOMIAL);
            product ^= -(b >> bit & 1) & a;
        }
        return product & 0xff;
    }

    /** a^254. */
    private static int inverse(int a) {
        int result = 1;
        for (int bit = 7; bit >= 0; bit--) {
            result = multiply(result, result);
            if ((254 >> bit & 1) == 1) {
                result = multiply(result, a);
            }
        }
        return result;
    }
}
