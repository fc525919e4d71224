package io.concordat.crypto.arithmetic;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Looks up and calls functions of native libraries. */
@SuppressWarnings("restricted") // Calling native code is what this class is for; callers see checked arguments only.
final class NativeCalls {
    private static final Linker LINKER = Linker.nativeLinker();

    private NativeCalls() {}

    /** A call whose only checked exception is the one that method handles declare. */
    @FunctionalInterface
    interface Call {
        void run() throws Throwable;
    }

    /** A call with a number for an answer. */
    @FunctionalInterface
    interface LongCall {
        long run() throws Throwable;
    }

    /**
     * A function by name; in the shape p is a pointer, n a 64-bit number, &gt; at the end an answer of 64 bits.
     *
     * @throws java.util.NoSuchElementException if the library has no such function
     */
    static MethodHandle function(SymbolLookup library, String name, String shape) {
        return LINKER.downcallHandle(library.findOrThrow(name), descriptor(shape));
    }

    /** The same for short calls, which may work on Java arrays in place; garbage collections wait for them. */
    static MethodHandle shortFunction(SymbolLookup library, String name, String shape) {
        return LINKER.downcallHandle(library.findOrThrow(name), descriptor(shape), Linker.Option.critical(true));
    }

    static void invoke(Call call) {
        invokeForLong(() -> {
            call.run();
            return 0;
        });
    }

    static long invokeForLong(LongCall call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("bug: a native function throws nothing", e);
        }
    }

    private static FunctionDescriptor descriptor(String shape) {
        MemoryLayout[] arguments = shape.chars()
                .filter(c -> c != '>')
                .mapToObj(c -> c == 'p' ? ADDRESS : JAVA_LONG)
                .toArray(MemoryLayout[]::new);
        return shape.endsWith(">") ? FunctionDescriptor.of(JAVA_LONG, arguments) : FunctionDescriptor.ofVoid(arguments);
    }
}
