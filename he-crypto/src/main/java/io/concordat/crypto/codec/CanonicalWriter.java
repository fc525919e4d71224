package io.concordat.crypto.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Writes values in their canonical form, big-endian; {@link CanonicalReader} reads them back in the same order.
 *
 * <p>Arguments out of range are the caller's mistake and throw {@link IllegalArgumentException}. Not thread-safe.
 */
public final class CanonicalWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** One byte, 0 to 255. */
    public CanonicalWriter u8(int value) {
        return number(value, 1);
    }

    /** Two bytes, 0 to 65,535. */
    public CanonicalWriter u16(int value) {
        return number(value, 2);
    }

    /** Four bytes, 0 to 2^32 - 1. */
    public CanonicalWriter u32(long value) {
        return number(value, 4);
    }

    /** Eight bytes, two's complement. */
    public CanonicalWriter i64(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** Eight bytes of IEEE 754; refuses NaN, since it has many encodings, and writes -0 as it is. */
    public CanonicalWriter f64(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("NaN has no canonical encoding");
        }
        return i64(Double.doubleToRawLongBits(value));
    }

    /** The bytes alone; the reader has to know their number. */
    public CanonicalWriter fixed(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A u32 length, then the bytes. */
    public CanonicalWriter sized(byte[] bytes) {
        return u32(bytes.length).fixed(bytes);
    }

    /** A u16 length in bytes, then UTF-8; refuses text that is not well-formed. */
    public CanonicalWriter text(String text) {
        byte[] utf8 = utf8(text);
        if (utf8.length > 0xFFFF) {
            throw new IllegalArgumentException("Text of " + utf8.length + " bytes exceeds 65535");
        }
        return u16(utf8.length).fixed(utf8);
    }

    /** Exactly {@code fixedBytes} bytes, 0 &le; value &lt; 256^fixedBytes. */
    public CanonicalWriter unsigned(BigInteger value, int fixedBytes) {
        return fixed(unsignedBytes(value, fixedBytes));
    }

    /** A u32 length, then minimal two's complement. */
    public CanonicalWriter signed(BigInteger value) {
        return sized(value.toByteArray());
    }

    /** A copy of everything written so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** The big-endian bytes of a non-negative value, left-padded with zeros to {@code fixedBytes}. */
    public static byte[] unsignedBytes(BigInteger value, int fixedBytes) {
        if (value.signum() < 0 || value.bitLength() > 8L * fixedBytes) {
            throw new IllegalArgumentException("A value of sign " + value.signum() + " and " + value.bitLength()
                    + " bits does not fit " + fixedBytes + " unsigned bytes");
        }
        byte[] minimal = value.toByteArray();
        int skip = Math.max(0, minimal.length - fixedBytes);
        byte[] padded = new byte[fixedBytes];
        System.arraycopy(minimal, skip, padded, fixedBytes - (minimal.length - skip), minimal.length - skip);
        return padded;
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Text holds an unpaired surrogate", e);
        }
    }

    private CanonicalWriter number(long value, int bytes) {
        if (value < 0 || value >= 1L << (8 * bytes)) {
            throw new IllegalArgumentException(value + " does not fit " + bytes + " unsigned bytes");
        }
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }
}
