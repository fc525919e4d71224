package io.concordat.protocol.codec;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes with value equality; for public bytes only (comparison is not constant-time). */
public final class ByteString implements Comparable<ByteString> {
    /** No bytes. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;
    private int hash; // 0 until asked for; every thread computes the same

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code bytes}. */
    public static ByteString of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new ByteString(bytes.clone());
    }

    /** Parses lower-case or upper-case hexadecimal. */
    public static ByteString ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Reads a length and so many bytes, at most {@code limit}. */
    public static ByteString read(CanonicalReader reader, int limit) throws DecodeException {
        return of(reader.sized(limit));
    }

    /** Writes the length and the bytes. */
    public void write(CanonicalWriter writer) {
        writer.sized(bytes.clone());
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A copy of the bytes from {@code start} (inclusive) to {@code end} (exclusive). */
    public byte[] slice(int start, int end) {
        if (start < 0 || end < start || end > bytes.length) {
            throw new IllegalArgumentException(
                    "Expected a range within " + bytes.length + " bytes but found " + start + " to " + end);
        }
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Orders as unsigned bytes, a prefix first. */
    @Override
    public int compareTo(ByteString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ByteString that && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(bytes);
        }
        return hash;
    }

    @Override
    public String toString() {
        return bytes.length <= 40 ? hex() : bytes.length + " bytes";
    }
}
