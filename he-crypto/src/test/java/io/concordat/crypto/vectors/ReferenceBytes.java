package io.concordat.crypto.vectors;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Section "Bytes and hashes" of docs/vectors.md. */
final class ReferenceBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** u(value, width). */
    ReferenceBytes u(BigInteger value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            out.write(value.shiftRight(8 * i).intValue() & 0xff);
        }
        return this;
    }

    ReferenceBytes u(long value, int width) {
        return u(BigInteger.valueOf(value), width);
    }

    ReferenceBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] get() {
        return out.toByteArray();
    }

    /** H(tag; fields). */
    static byte[] hash(String tag, byte[]... fields) {
        byte[] name = tag.getBytes(StandardCharsets.UTF_8);
        ReferenceBytes framed = new ReferenceBytes().u(name.length, 8).raw(name);
        for (byte[] field : fields) {
            framed.u(field.length, 8).raw(field);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(framed.get());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** X(tag, length; fields). */
    static byte[] expand(String tag, int length, byte[]... fields) {
        byte[] all = new byte[length];
        for (int done = 0; done < length; done += 32) {
            byte[][] counted = new byte[fields.length + 1][];
            counted[0] = new ReferenceBytes().u(done / 32, 4).get();
            System.arraycopy(fields, 0, counted, 1, fields.length);
            System.arraycopy(hash(tag, counted), 0, all, done, Math.min(32, length - done));
        }
        return all;
    }

    /** The number of X(tag, ⌈bits/8⌉; fields) without its lowest bits beyond {@code bits}. */
    static BigInteger expandBits(String tag, int bits, byte[]... fields) {
        int length = (bits + 7) / 8;
        return new BigInteger(1, expand(tag, length, fields)).shiftRight(8 * length - bits);
    }

    /** The encoded key. */
    static byte[] key(BigInteger n) {
        return new ReferenceBytes()
                .u(n.bitLength(), 4)
                .u(n, (n.bitLength() + 7) / 8)
                .get();
    }
}
