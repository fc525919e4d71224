package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.NativeCalls.function;
import static io.concordat.crypto.arithmetic.NativeCalls.invoke;
import static io.concordat.crypto.arithmetic.NativeCalls.shortFunction;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The functions of libgmp that this module calls, on arrays of 64-bit words, the lowest first. Callers own all memory; sizes
 * are checked here. One call takes microseconds, or the time of one exponentiation.
 */
@SuppressWarnings("restricted") // Calling native code is what this class is for; callers see checked arguments only.
final class GmpLibrary {
    private static final List<String> NAMES = List.of("libgmp.so.10", "libgmp.so", "libgmp.10.dylib", "libgmp.dylib");
    private static final MemoryLayout NUMBER = MemoryLayout.structLayout(
            JAVA_INT.withName("allocated"), JAVA_INT.withName("size"), ADDRESS.withName("words"));

    private final String version;
    private final MethodHandle multiply;
    private final MethodHandle square;
    private final MethodHandle divide;
    private final MethodHandle initialise;
    private final MethodHandle release;
    private final MethodHandle power;
    private final MethodHandle powerSecret;

    private GmpLibrary(SymbolLookup gmp) {
        version = gmp.findOrThrow("__gmp_version")
                .reinterpret(ADDRESS.byteSize())
                .get(ADDRESS, 0)
                .reinterpret(64)
                .getString(0);
        multiply = shortFunction(gmp, "__gmpn_mul_n", "pppn");
        square = shortFunction(gmp, "__gmpn_sqr", "ppn");
        divide = shortFunction(gmp, "__gmpn_tdiv_qr", "ppnpnpn");
        initialise = function(gmp, "__gmpz_init", "p");
        release = function(gmp, "__gmpz_clear", "p");
        power = function(gmp, "__gmpz_powm", "pppp");
        powerSecret = function(gmp, "__gmpz_powm_sec", "pppp");
    }

    /** Where one of the usual file names loads and has the functions on a 64-bit little-endian machine. */
    static Optional<GmpLibrary> find() {
        if (ADDRESS.byteSize() != 8 || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return Optional.empty();
        }
        return NAMES.stream().flatMap(name -> open(name).stream()).findFirst();
    }

    /** Such as 6.2.1. */
    String version() {
        return version;
    }

    /** a b as twice as many words. */
    long[] multiply(long[] a, long[] b) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException(
                    "Expected factors of one length but found " + a.length + " and " + b.length);
        }
        long[] product = new long[2 * a.length];
        invoke(() -> {
            multiply.invokeExact(
                    MemorySegment.ofArray(product), MemorySegment.ofArray(a), MemorySegment.ofArray(b), (long)
                            a.length);
        });
        return product;
    }

    /** a^2 as twice as many words. */
    long[] square(long[] a) {
        long[] product = new long[2 * a.length];
        invoke(() -> {
            square.invokeExact(MemorySegment.ofArray(product), MemorySegment.ofArray(a), (long) a.length);
        });
        return product;
    }

    /** x mod m in as many words as m, whose highest word is not zero. */
    long[] remainder(long[] x, long[] m) {
        if (m.length == 0 || m[m.length - 1] == 0 || x.length < m.length) {
            throw new IllegalArgumentException(
                    "Expected a divisor of at most " + x.length + " full words but found " + m.length);
        }
        long[] quotient = new long[x.length - m.length + 1];
        long[] remainder = new long[m.length];
        invoke(() -> {
            divide.invokeExact(
                    MemorySegment.ofArray(quotient),
                    MemorySegment.ofArray(remainder),
                    0L,
                    MemorySegment.ofArray(x),
                    (long) x.length,
                    MemorySegment.ofArray(m),
                    (long) m.length);
        });
        return remainder;
    }

    /** a^e mod m in as many words as m, odd; {@code secret} takes mpz_powm_sec, which needs e &gt; 0. */
    long[] power(long[] a, long[] exponent, long[] m, boolean secret) {
        if (exponent.length == 0 || m.length == 0 || (m[0] & 1) == 0) {
            throw new IllegalArgumentException("Expected an exponent and an odd modulus");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment base = number(arena, a);
            MemorySegment power = number(arena, exponent);
            MemorySegment modulus = number(arena, m);
            MemorySegment result = arena.allocate(NUMBER);
            invoke(() -> {
                initialise.invokeExact(result);
            });
            invoke(() -> {
                (secret ? powerSecret : this.power).invokeExact(result, base, power, modulus);
            });
            long[] out = new long[m.length];
            int size = result.get(JAVA_INT, 4);
            MemorySegment words = result.get(ADDRESS, 8).reinterpret(8L * size);
            MemorySegment.copy(words, JAVA_LONG, 0, out, 0, size);
            words.fill((byte) 0);
            invoke(() -> {
                release.invokeExact(result);
            });
            power.get(ADDRESS, 8).reinterpret(8L * exponent.length).fill((byte) 0);
            return out;
        }
    }

    /** A read-only mpz_t over a copy of the words. */
    private static MemorySegment number(Arena arena, long[] words) {
        int size = words.length;
        while (size > 0 && words[size - 1] == 0) {
            size--;
        }
        MemorySegment number = arena.allocate(NUMBER);
        number.set(JAVA_INT, 0, words.length);
        number.set(JAVA_INT, 4, size);
        number.set(ADDRESS, 8, arena.allocateFrom(JAVA_LONG, words));
        return number;
    }

    private static Optional<GmpLibrary> open(String name) {
        try {
            return Optional.of(new GmpLibrary(SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
