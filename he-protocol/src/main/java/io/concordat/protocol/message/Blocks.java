package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * K byte blocks of one fixed width: ciphertexts or partial decryptions as big-endian numbers. Whether a block is a valid
 * number is for the arithmetic to check.
 */
public record Blocks(int width, ByteString bytes) {
    /** The widest block: an element modulo the square of an 8192-bit modulus. */
    public static final int MAX_WIDTH = 2048;

    /** The most blocks in one message. */
    public static final int MAX_COUNT = 16_384;

    public Blocks {
        if (width < 1 || width > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "Expected a block width of 1 to " + MAX_WIDTH + " bytes but found " + width);
        }
        if (bytes.size() == 0 || bytes.size() % width != 0 || bytes.size() / width > MAX_COUNT) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_COUNT + " blocks of " + width
                    + " bytes but found " + bytes.size() + " bytes");
        }
    }

    /** Joins blocks of equal length. */
    public static Blocks of(List<byte[]> blocks) {
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("Expected at least 1 block but found 0");
        }
        int width = blocks.getFirst().length;
        ByteArrayOutputStream joined = new ByteArrayOutputStream(width * blocks.size());
        for (byte[] block : blocks) {
            if (block.length != width) {
                throw new IllegalArgumentException(
                        "Expected blocks of " + width + " bytes but found one of " + block.length);
            }
            joined.writeBytes(block);
        }
        return new Blocks(width, ByteString.of(joined.toByteArray()));
    }

    /** K. */
    public int count() {
        return bytes.size() / width;
    }

    /** A copy of the block with this index, from 0. */
    public byte[] block(int index) {
        if (index < 0 || index >= count()) {
            throw new IllegalArgumentException(
                    "Expected a block index from 0 to " + (count() - 1) + " but found " + index);
        }
        return bytes.slice(index * width, (index + 1) * width);
    }

    /** Copies of all blocks. */
    public List<byte[]> toList() {
        return IntStream.range(0, count()).mapToObj(this::block).toList();
    }

    /** Writes width, length and bytes. */
    public void write(CanonicalWriter writer) {
        writer.u16(width);
        bytes.write(writer);
    }

    /** Reads blocks of at most {@code limit} bytes together. */
    public static Blocks read(CanonicalReader reader, int limit) throws DecodeException {
        return new Blocks(reader.u16(), ByteString.read(reader, limit));
    }
}
