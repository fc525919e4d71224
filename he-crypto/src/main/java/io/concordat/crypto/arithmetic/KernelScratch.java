package io.concordat.crypto.arithmetic;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Memory outside the heap for one call of the kernel, wiped before it is freed. */
final class KernelScratch implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final Arena arena = Arena.ofConfined();
    private final List<MemorySegment> segments = new ArrayList<>();

    MemorySegment copy(long[] words) {
        MemorySegment segment = bytes(8L * words.length);
        MemorySegment.copy(words, 0, segment, JAVA_LONG, 0, words.length);
        return segment;
    }

    MemorySegment copy(byte[] bytes) {
        MemorySegment segment = bytes(bytes.length);
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    MemorySegment copy(short[] shorts) {
        MemorySegment segment = bytes(2L * shorts.length);
        segment.copyFrom(MemorySegment.ofArray(shorts));
        return segment;
    }

    /** Room for this many groups. */
    MemorySegment groups(KernelRecord record, long groups) {
        return bytes(8 * groups * record.groupWords());
    }

    /** Many copies of one row. */
    MemorySegment filled(long[] row, long rows) {
        MemorySegment segment = bytes(8L * row.length * rows);
        for (long i = 0; i < rows; i++) {
            MemorySegment.copy(row, 0, segment, JAVA_LONG, 8L * row.length * i, row.length);
        }
        return segment;
    }

    @Override
    public void close() {
        segments.forEach(segment -> segment.fill((byte) 0));
        arena.close();
    }

    private MemorySegment bytes(long size) {
        MemorySegment segment = arena.allocate(Math.max(size, 1), ALIGNMENT);
        segments.add(segment);
        return segment;
    }
}
