package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.Arguments.requireCount;
import static io.concordat.crypto.arithmetic.KernelFunctions.groups;
import static io.concordat.crypto.arithmetic.NativeCalls.function;
import static io.concordat.crypto.arithmetic.NativeCalls.invoke;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Exponentiations of one variant of the kernel. Calls take milliseconds, so they work on copies outside the heap, which are
 * wiped before they are freed, and no garbage collection waits for them.
 */
final class KernelPowers {
    /** Largest digit of a window; keeps tables small. */
    static final int MAX_WINDOW = 12;

    private final MethodHandle powerShared;
    private final MethodHandle powerLanes;
    private final MethodHandle fixedPower;
    private final MethodHandle bucketMultiply;
    private final MethodHandle bucketCollapse;

    KernelPowers(SymbolLookup library, String variant) {
        String prefix = "concordat_" + variant + "_";
        powerShared = function(library, prefix + "power_shared", "pnppnpnnp");
        powerLanes = function(library, prefix + "power_lanes", "pnppnpnnnp");
        fixedPower = function(library, prefix + "fixed_power", "ppnpnnpnn");
        bucketMultiply = function(library, prefix + "bucket_multiply", "ppnpnp");
        bucketCollapse = function(library, prefix + "bucket_collapse", "pppnnn");
    }

    /** a^e for one public exponent, lowest byte first. */
    long[] powerShared(KernelRecord record, long[] a, byte[] exponent, int bits, int window) {
        int groups = groups(record, a);
        requireWindow(window);
        requireCount("exponent bytes", Math.ceilDiv(bits, 8), exponent.length);
        try (KernelScratch scratch = new KernelScratch()) {
            MemorySegment moduli = scratch.copy(record.words());
            MemorySegment power = scratch.copy(a);
            MemorySegment e = scratch.copy(exponent);
            MemorySegment table = scratch.groups(record, 1L << window);
            invoke(() -> {
                powerShared.invokeExact(
                        moduli,
                        (long) record.step(),
                        power,
                        power,
                        (long) groups,
                        e,
                        (long) bits,
                        (long) window,
                        table);
            });
            return power.toArray(JAVA_LONG);
        }
    }

    /** a_i^(e_i) for secret exponents of {@code width} bytes each, lowest byte first. */
    long[] powerLanes(KernelRecord record, long[] a, byte[] exponents, int bits, int window) {
        int groups = groups(record, a);
        int width = Math.ceilDiv(bits, 8);
        requireWindow(window);
        requireCount("exponent bytes", groups * KernelRecord.LANES * width, exponents.length);
        try (KernelScratch scratch = new KernelScratch()) {
            MemorySegment moduli = scratch.copy(record.words());
            MemorySegment power = scratch.copy(a);
            MemorySegment e = scratch.copy(exponents);
            MemorySegment table = scratch.groups(record, (1L << window) + 1);
            invoke(() -> {
                powerLanes.invokeExact(
                        moduli,
                        (long) record.step(),
                        power,
                        power,
                        (long) groups,
                        e,
                        (long) width,
                        (long) bits,
                        (long) window,
                        table);
            });
            return power.toArray(JAVA_LONG);
        }
    }

    /** Products of table rows chosen by digits of {@code width}-byte exponents, lowest byte first. */
    long[] fixedPower(
            KernelRecord record,
            MemorySegment table,
            int windows,
            int window,
            byte[] exponents,
            int width,
            boolean scan) {
        requireWindow(window);
        long tableWords = ((long) windows << window) * record.elementWords();
        int count = exponents.length / width;
        requireCount("exponent bytes", Math.multiplyExact(width, count), exponents.length);
        if (record.step() != 0
                || table.byteSize() != 8 * tableWords
                || count % KernelRecord.LANES != 0
                || width * 8L > (long) windows * window + 7) {
            throw new IllegalArgumentException("Expected a table of " + tableWords + " words and full groups but found "
                    + table.byteSize() + " bytes and " + count + " exponents of " + width + " bytes");
        }
        int groups = count / KernelRecord.LANES;
        try (KernelScratch scratch = new KernelScratch()) {
            MemorySegment moduli = scratch.copy(record.words());
            MemorySegment power = scratch.groups(record, groups);
            MemorySegment e = scratch.copy(exponents);
            invoke(() -> {
                fixedPower.invokeExact(
                        moduli,
                        power,
                        (long) groups,
                        table,
                        (long) windows,
                        (long) window,
                        e,
                        (long) width,
                        scan ? 1L : 0L);
            });
            return power.toArray(JAVA_LONG);
        }
    }

    /**
     * Fills buckets, all holding {@code one} at first, with the {@code count} elements of a by eight digits each, and returns
     * Π_d bucket_d^d over d in [1, collapse) for each lane, once starting at bucket 0 and once at {@code collapse} if twice.
     */
    long[][] buckets(
            KernelRecord record, long[] one, long[] a, int count, short[] digits, int collapse, boolean twice) {
        int perLane = twice ? 2 * collapse : collapse;
        requireCount("words of one element", record.elementWords(), one.length);
        requireCount("digits", Math.multiplyExact(count, KernelRecord.LANES), digits.length);
        if (record.step() != 0
                || collapse < 2
                || perLane > 1 << (MAX_WINDOW + 1)
                || Math.ceilDiv(count, KernelRecord.LANES) != groups(record, a)) {
            throw new IllegalArgumentException("Expected " + count + " elements and at least 2 buckets but found "
                    + groups(record, a) + " groups and " + collapse + " buckets");
        }
        for (short digit : digits) {
            if (digit < 0 || digit >= perLane) {
                throw new IllegalArgumentException("Expected digits below " + perLane + " but found " + digit);
            }
        }
        try (KernelScratch scratch = new KernelScratch()) {
            MemorySegment moduli = scratch.copy(record.words());
            MemorySegment elements = scratch.copy(a);
            MemorySegment rows = scratch.copy(digits);
            MemorySegment buckets = scratch.filled(one, (long) KernelRecord.LANES * perLane);
            invoke(() -> {
                bucketMultiply.invokeExact(moduli, buckets, (long) perLane, elements, (long) count, rows);
            });
            long[][] products = new long[twice ? 2 : 1][];
            for (int side = 0; side < products.length; side++) {
                MemorySegment product = scratch.groups(record, 1);
                long first = (long) side * collapse;
                invoke(() -> {
                    bucketCollapse.invokeExact(moduli, product, buckets, (long) perLane, first, (long) collapse);
                });
                products[side] = product.toArray(JAVA_LONG);
            }
            return products;
        }
    }

    private static void requireWindow(int window) {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("Expected a window of 1 to " + MAX_WINDOW + " bits but found " + window);
        }
    }
}
