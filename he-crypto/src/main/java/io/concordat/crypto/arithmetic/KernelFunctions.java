package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.Arguments.requireCount;
import static io.concordat.crypto.arithmetic.NativeCalls.invoke;
import static io.concordat.crypto.arithmetic.NativeCalls.invokeForLong;
import static io.concordat.crypto.arithmetic.NativeCalls.shortFunction;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Products and conversions of one variant of the kernel (kernel.h says what each function computes). With {@link KernelPowers}
 * the only way to the kernel: every array is checked against what the function will touch, and the kernel allocates nothing.
 *
 * <p>These calls take microseconds an element and work on Java arrays in place, in portions of at most a few milliseconds,
 * because garbage collections wait for them.
 */
final class KernelFunctions {
    /** Groups of one call. */
    private static final int PORTION = 32;

    private final MethodHandle multiply;
    private final MethodHandle square;
    private final MethodHandle enter;
    private final MethodHandle leave;

    KernelFunctions(SymbolLookup library, String variant) {
        String prefix = "concordat_" + variant + "_";
        multiply = shortFunction(library, prefix + "multiply", "pnpppn");
        square = shortFunction(library, prefix + "square", "pnppn");
        enter = shortFunction(library, prefix + "enter", "pnppnnn");
        leave = shortFunction(library, prefix + "leave", "pnppnpnnn>");
    }

    /** r = a b, group by group. */
    void multiply(KernelRecord record, long[] r, long[] a, long[] b) {
        int groups = groups(record, r);
        requireCount("words", r.length, a.length);
        requireCount("words", r.length, b.length);
        for (int first = 0; first < groups; first += PORTION) {
            int count = Math.min(PORTION, groups - first);
            long at = (long) first * record.groupWords();
            MemorySegment moduli = moduli(record, first);
            MemorySegment to = from(r, at);
            MemorySegment left = from(a, at);
            MemorySegment right = from(b, at);
            invoke(() -> {
                multiply.invokeExact(moduli, (long) record.step(), to, left, right, (long) count);
            });
        }
    }

    /** r = a^2, group by group. */
    void square(KernelRecord record, long[] r, long[] a) {
        int groups = groups(record, r);
        requireCount("words", r.length, a.length);
        for (int first = 0; first < groups; first += PORTION) {
            int count = Math.min(PORTION, groups - first);
            long at = (long) first * record.groupWords();
            MemorySegment moduli = moduli(record, first);
            MemorySegment to = from(r, at);
            MemorySegment base = from(a, at);
            invoke(() -> {
                square.invokeExact(moduli, (long) record.step(), to, base, (long) count);
            });
        }
    }

    /** Internal form of {@code count} numbers of {@code width} bytes, highest byte first, below 2^(52 h chunks). */
    void enter(KernelRecord record, long[] r, byte[] values, int width, int count, int chunks) {
        int groups = groups(record, r);
        requireCount("values' bytes", Math.multiplyExact(width, count), values.length);
        if (Math.ceilDiv(count, KernelRecord.LANES) != groups
                || chunks % 2 != 0
                || chunks < 2
                || chunks > KernelRecord.MAX_CHUNKS
                || 8L * width > (long) chunks * record.chunkBits()) {
            throw new IllegalArgumentException("Expected " + count + " values of at most " + chunks + " chunks of "
                    + record.chunkBits() + " bits in " + groups + " groups but found " + width + " bytes each");
        }
        for (int first = 0; first < groups; first += PORTION) {
            int some = Math.min(PORTION * KernelRecord.LANES, count - first * KernelRecord.LANES);
            MemorySegment moduli = moduli(record, first);
            MemorySegment to = from(r, (long) first * record.groupWords());
            MemorySegment source = from(values, (long) first * KernelRecord.LANES * width);
            invoke(() -> {
                enter.invokeExact(moduli, (long) record.step(), to, source, (long) width, (long) some, (long) chunks);
            });
        }
    }

    /**
     * Numbers of {@code width} bytes, highest byte first: a, or a (1 + m n) for multiples m &lt; n of {@code multipleWidth}
     * bytes each, or (a − 1)/n. Returns how many were not 1 modulo n in the last case.
     */
    long leave(
            KernelRecord record,
            long[] a,
            byte[] multiples,
            int multipleWidth,
            byte[] out,
            int width,
            boolean quotient) {
        int groups = groups(record, a);
        int count = out.length / width;
        requireCount("multiples' bytes", Math.multiplyExact(multipleWidth, count), multiples.length);
        requireCount("bytes", Math.multiplyExact(width, count), out.length);
        if (Math.ceilDiv(count, KernelRecord.LANES) != groups || multipleWidth * 8 > record.chunkBits()) {
            throw new IllegalArgumentException("Expected " + groups + " groups but found " + count + " values");
        }
        long refused = 0;
        for (int first = 0; first < groups; first += PORTION) {
            int start = first * KernelRecord.LANES;
            int some = Math.min(PORTION * KernelRecord.LANES, count - start);
            MemorySegment moduli = moduli(record, first);
            MemorySegment source = from(a, (long) first * record.groupWords());
            MemorySegment factors = from(multiples, (long) start * multipleWidth);
            MemorySegment to = from(out, (long) start * width);
            refused += invokeForLong(() -> (long) leave.invokeExact(
                    moduli,
                    (long) record.step(),
                    source,
                    factors,
                    (long) multipleWidth,
                    to,
                    (long) width,
                    (long) some,
                    quotient ? 1L : 0L));
        }
        return refused;
    }

    /** The number of groups in an array, after checking that the records cover them. */
    static int groups(KernelRecord record, long[] words) {
        int groups = words.length / record.groupWords();
        if (groups == 0
                || groups * record.groupWords() != words.length
                || (record.step() != 0 && groups != record.groups())) {
            throw new IllegalArgumentException("Expected whole groups of " + record.groupWords() + " words, "
                    + record.groups() + " of them for separate moduli, but found " + words.length + " words");
        }
        return groups;
    }

    private static MemorySegment moduli(KernelRecord record, int group) {
        return from(record.words(), (long) group * record.step());
    }

    private static MemorySegment from(long[] words, long at) {
        return MemorySegment.ofArray(words).asSlice(8 * at);
    }

    private static MemorySegment from(byte[] bytes, long at) {
        return MemorySegment.ofArray(bytes).asSlice(at);
    }
}
