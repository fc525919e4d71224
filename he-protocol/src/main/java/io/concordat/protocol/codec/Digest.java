package io.concordat.protocol.codec;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import java.util.HexFormat;

/** A 32-byte SHA-256 value that names something by its content. Ordered as unsigned bytes. */
public record Digest(ByteString bytes) implements Comparable<Digest> {
    /** The length of every digest in bytes. */
    public static final int BYTES = 32;

    /** 32 zero bytes: "nothing comes before" or "not known yet"; no hash is expected ever to equal it. */
    public static final Digest ZERO = of(new byte[BYTES]);

    public Digest {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("Expected a digest of 32 bytes but found " + bytes.size());
        }
    }

    /** Copies 32 bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest(ByteString.of(bytes));
    }

    /** Parses 64 hexadecimal digits. */
    public static Digest ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** H(tag, fields…) = SHA-256 over the frame of {@link FramedHash}: an 8-byte length before the tag and every field. */
    public static Digest hash(String tag, byte[]... fields) {
        return of(FramedHash.sha256(tag, fields));
    }

    /** Reads 32 bytes. */
    public static Digest read(CanonicalReader reader) throws DecodeException {
        return of(reader.fixed(BYTES));
    }

    /** Writes 32 bytes. */
    public void write(CanonicalWriter writer) {
        writer.fixed(toByteArray());
    }

    /** A copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    /** The first 12 hexadecimal digits, for people and logs; not a safe identity. */
    public String brief() {
        return hex().substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
