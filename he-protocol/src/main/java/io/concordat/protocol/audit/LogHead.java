package io.concordat.protocol.audit;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import java.nio.ByteBuffer;

/**
 * What a log was at one moment.
 *
 * @param size how many entries
 * @param root of the tree over them
 */
public record LogHead(long size, Digest root) {
    /** Of the log without entries. */
    public static final LogHead EMPTY = new LogHead(0, MerkleHash.EMPTY);

    public LogHead {
        if (size < 0) {
            throw new IllegalArgumentException("Expected a size from 0 but found " + size);
        }
    }

    /** Writes size and root. */
    public void write(CanonicalWriter writer) {
        writer.i64(size);
        root.write(writer);
    }

    /** Reads size and root. */
    public static LogHead read(CanonicalReader reader) throws DecodeException {
        return new LogHead(reader.i64(), Digest.read(reader));
    }

    /** What a JOIN carries: H("audit-head/v1", size, root). */
    public Digest digest() {
        return Digest.hash(
                "audit-head/v1", ByteBuffer.allocate(Long.BYTES).putLong(size).array(), root.toByteArray());
    }
}
