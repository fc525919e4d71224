package io.concordat.crypto.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CanonicalWriter} wrote and refuses every other byte string: short input, a length over its limit, a
 * number with more bytes than needed, malformed UTF-8, and, at {@link #end()}, anything left over.
 *
 * <p>Limits are checked before anything is allocated. Not thread-safe.
 */
public final class CanonicalReader {
    private final byte[] bytes;
    private int position;

    /** Over a copy of the bytes. */
    public CanonicalReader(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** One byte, 0 to 255. */
    public int u8() throws DecodeException {
        return (int) number(1);
    }

    /** Two bytes, 0 to 65,535. */
    public int u16() throws DecodeException {
        return (int) number(2);
    }

    /** Four bytes, 0 to 2^32 - 1. */
    public long u32() throws DecodeException {
        return number(4);
    }

    /** Eight bytes, two's complement. */
    public long i64() throws DecodeException {
        return number(8);
    }

    /** Eight bytes of IEEE 754, not NaN. */
    public double f64() throws DecodeException {
        double value = Double.longBitsToDouble(i64());
        if (Double.isNaN(value)) {
            throw new DecodeException("Expected a number but found NaN");
        }
        return value;
    }

    /** Exactly {@code length} bytes. */
    public byte[] fixed(int length) throws DecodeException {
        if (length < 0) {
            throw new IllegalArgumentException("Negative length " + length);
        }
        if (length > remaining()) {
            throw new DecodeException("Expected " + length + " bytes but " + remaining() + " are left");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** A u32 length of at most {@code maxLength}, then the bytes. */
    public byte[] sized(int maxLength) throws DecodeException {
        return fixed(count(maxLength));
    }

    /** A u16 length of at most {@code maxBytes}, then well-formed UTF-8. */
    public String text(int maxBytes) throws DecodeException {
        byte[] utf8 = fixed(limited(u16(), maxBytes));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException("Text of " + utf8.length + " bytes is not UTF-8");
        }
    }

    /** Exactly {@code fixedBytes} bytes as a non-negative number. */
    public BigInteger unsigned(int fixedBytes) throws DecodeException {
        return new BigInteger(1, fixed(fixedBytes));
    }

    /** A u32 length of at most {@code maxBytes}, then minimal two's complement. */
    public BigInteger signed(int maxBytes) throws DecodeException {
        byte[] encoded = sized(maxBytes);
        if (encoded.length == 0) {
            throw new DecodeException("A number of 0 bytes has no value");
        }
        BigInteger value = new BigInteger(encoded);
        if (encoded.length != value.bitLength() / 8 + 1) {
            throw new DecodeException(
                    "A number of " + encoded.length + " bytes needs only " + (value.bitLength() / 8 + 1));
        }
        return value;
    }

    /** A u32 list length of at most {@code max}. */
    public int count(int max) throws DecodeException {
        return limited(u32(), max);
    }

    /** How many bytes are unread. */
    public int remaining() {
        return bytes.length - position;
    }

    /** Refuses leftover bytes; every decoder calls it last. */
    public void end() throws DecodeException {
        if (remaining() != 0) {
            throw new DecodeException("Expected the end but " + remaining() + " bytes are left over");
        }
    }

    private static int limited(long length, int max) throws DecodeException {
        if (length > max) {
            throw new DecodeException("Length " + length + " exceeds the limit " + max);
        }
        return (int) length;
    }

    private long number(int length) throws DecodeException {
        long value = 0;
        for (byte b : fixed(length)) {
            value = value << 8 | (b & 0xFF);
        }
        return value;
    }
}
