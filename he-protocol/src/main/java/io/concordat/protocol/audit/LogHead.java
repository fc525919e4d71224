package io.concordat.protocol.audit;

import io.concordat.protocol.codec.Digest;
import java.nio.ByteBuffer;

/**
 * What a log was at one moment.
 *
 * @param size how many entries
 * @param root of the tree over them
 */
public record LogHead(long size, Digest root) {
    /** What a JOIN carries: H("audit-head/v1", size, root). */
    public Digest digest() {
        return Digest.hash(
                "audit-head/v1", ByteBuffer.allocate(Long.BYTES).putLong(size).array(), root.toByteArray());
    }
}
