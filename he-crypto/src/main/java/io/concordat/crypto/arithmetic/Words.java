package io.concordat.crypto.arithmetic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** Between numbers and arrays of 64-bit words, the lowest first. */
final class Words {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    /** A number that is not negative, in exactly {@code length} words, which it fits. */
    static long[] of(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] aligned = new byte[8 * length];
        int size = Math.min(bytes.length, aligned.length);
        System.arraycopy(bytes, bytes.length - size, aligned, aligned.length - size, size);
        long[] words = new long[length];
        for (int i = 0; i < length; i++) {
            words[i] = (long) WORD.get(aligned, 8 * (length - 1 - i));
        }
        return words;
    }

    /** The number. */
    static BigInteger number(long[] words) {
        byte[] bytes = new byte[8 * words.length];
        for (int i = 0; i < words.length; i++) {
            WORD.set(bytes, 8 * (words.length - 1 - i), words[i]);
        }
        return new BigInteger(1, bytes);
    }

    /** How many words a number needs. */
    static int count(BigInteger number) {
        return Math.max(1, Math.ceilDiv(number.bitLength(), 64));
    }
}
