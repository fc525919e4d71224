package io.concordat.jmh;

import com.sun.management.ThreadMXBean;
import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.FixedBase;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.arithmetic.TableLookup;
import io.concordat.crypto.random.SeededRandomSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Heap and native memory of the arithmetic's operations: what an element allocates, and whether anything is left after many
 * of them. Numbers are small (512 bits), so that a million operations of every kind take minutes; arrays grow in proportion.
 * Ends with 1 if the process or the live heap grew by more than a few mebibytes between the tenth part and the end.
 */
public final class MemoryMain {
    private static final int ROOT_BITS = 512;
    private static final int BATCH = 64;
    private static final int EXPONENT_BITS = 32;
    private static final long ALLOWED_GROWTH = 16L << 20;

    private MemoryMain() {}

    /** Argument: how many elements of each operation. */
    public static void main(String[] arguments) throws IOException {
        long elements = Long.parseLong(arguments[0]);
        boolean flat = true;
        System.out.printf(
                "%-10s %-18s %16s %18s %18s%n",
                "back end", "operation", "heap B/element", "live heap growth", "process growth");
        for (Arithmetic backend : ArithmeticChoice.available()) {
            for (Map.Entry<String, Supplier<Object>> operation :
                    operations(backend).entrySet()) {
                flat &= measure(backend.name(), operation.getKey(), operation.getValue(), elements / BATCH);
            }
        }
        System.out.println(flat ? "Flat." : "Something grew.");
        System.exit(flat ? 0 : 1);
    }

    private static Map<String, Supplier<Object>> operations(Arithmetic backend) {
        SeededRandomSource random = SeededRandomSource.labelled("memory");
        BigInteger n = random.bits(ROOT_BITS).setBit(ROOT_BITS - 1).setBit(0);
        ModularRing ring = backend.ring(Moduli.squareOf(n));
        List<BigInteger> numbers =
                Stream.generate(() -> random.below(n.pow(2))).limit(BATCH).toList();
        List<BigInteger> exponents =
                Stream.generate(() -> random.bits(EXPONENT_BITS)).limit(BATCH).toList();
        Residues a = ring.enter(numbers);
        FixedBase table = ring.fixedBase(numbers.getFirst(), EXPONENT_BITS, 1 << 20, TableLookup.INDEXED);
        FixedBase scanned = ring.fixedBase(numbers.getFirst(), EXPONENT_BITS, 1 << 20, TableLookup.SCANNED);
        Map<String, Supplier<Object>> operations = new LinkedHashMap<>();
        operations.put("enter", () -> ring.enter(numbers));
        operations.put("leave", () -> ring.leave(a));
        operations.put("multiply", () -> ring.multiply(a, a));
        operations.put("square", () -> ring.square(a));
        operations.put("power", () -> ring.power(a, exponents.getFirst()));
        operations.put("powerSecret", () -> ring.powerSecret(a, exponents.getFirst(), EXPONENT_BITS));
        operations.put("powerEach", () -> ring.powerEach(a, exponents, EXPONENT_BITS));
        operations.put("fixedBase", () -> table.powers(exponents));
        operations.put("fixedBase, scanned", () -> scanned.powers(exponents));
        operations.put("productsOfPowers", () -> ring.productsOfPowers(a, List.of(exponents)));
        operations.put("leaveTimesOnePlus", () -> ring.leaveTimesOnePlus(a, exponents));
        return operations;
    }

    private static boolean measure(String backend, String name, Supplier<Object> operation, long rounds)
            throws IOException {
        repeat(operation, Math.max(1, rounds / 10));
        long liveBefore = liveHeap();
        long processBefore = residentBytes();
        long allocatedBefore = allocated();
        repeat(operation, rounds);
        double perElement = (double) (allocated() - allocatedBefore) / (rounds * BATCH);
        long live = liveHeap() - liveBefore;
        long process = residentBytes() - processBefore;
        System.out.printf("%-10s %-18s %,16.0f %,18d %,18d%n", backend, name, perElement, live, process);
        return live < ALLOWED_GROWTH && process < ALLOWED_GROWTH;
    }

    private static void repeat(Supplier<Object> operation, long rounds) {
        for (long round = 0; round < rounds; round++) {
            Objects.requireNonNull(operation.get());
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Memory of the process outside its heap: what is resident less what the heap has committed. */
    private static long residentBytes() throws IOException {
        Path statm = Path.of("/proc/self/statm");
        if (!Files.exists(statm)) {
            return 0;
        }
        long pages = Long.parseLong(Files.readString(statm).split(" ", -1)[1]);
        return 4096 * pages
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }
}
