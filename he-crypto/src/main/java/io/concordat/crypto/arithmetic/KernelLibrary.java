package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.NativeCalls.function;
import static io.concordat.crypto.arithmetic.NativeCalls.invokeForLong;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The kernel, a shared library that the build packs as a resource where it found a C compiler, loaded from a file of its own
 * that is deleted at once.
 */
@SuppressWarnings("restricted") // Loading native code is what this class is for.
final class KernelLibrary {
    /** In order of concordat_supports. */
    static final List<String> VARIANTS = List.of("ifma", "avx2", "portable");

    private static final long VERSION = 1;

    /** The packed library, loaded once a process, or why it cannot be. */
    private sealed interface Attempt {
        record Loaded(KernelLibrary library) implements Attempt {}

        record Failed(String reason) implements Attempt {}

        static Attempt make() {
            try {
                return new Loaded(load(packedImage()
                        .orElseThrow(() -> new BackendUnavailableException("this build has no kernel for " + system()
                                + ", because it found no C compiler or no flags for it"))));
            } catch (BackendUnavailableException e) {
                return new Failed(e.reason());
            }
        }
    }

    private static final class Packed {
        static final Attempt ATTEMPT = Attempt.make();
    }

    private final SymbolLookup symbols;

    private KernelLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /** The image in the class path for this system, if the build made one. */
    static Optional<byte[]> packedImage() {
        String resource = "native/" + system() + "/libconcordat_kernel.so";
        try (InputStream in = KernelLibrary.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new BackendUnavailableException("the kernel in the class path cannot be read: " + e.getMessage());
        }
    }

    /** Such as linux-amd64. */
    static String system() {
        return (System.getProperty("os.name") + "-" + System.getProperty("os.arch"))
                .toLowerCase(Locale.ROOT)
                .replace(' ', '_');
    }

    /** Loads an image for the rest of the life of this process. */
    static KernelLibrary load(byte[] image) {
        if (image.length < 4 || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F') {
            throw new BackendUnavailableException("the kernel does not load: it is no shared library");
        }
        try {
            Path file = Files.createTempFile("concordat-kernel", ".so");
            try {
                Files.write(file, image);
                KernelLibrary library = new KernelLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
                library.requireVersion();
                return library;
            } finally {
                Files.delete(file);
            }
        } catch (IOException | IllegalArgumentException | NoSuchElementException e) {
            throw new BackendUnavailableException("the kernel does not load: " + e.getMessage());
        }
    }

    /** The library in the class path. */
    static KernelLibrary packed() {
        return switch (Packed.ATTEMPT) {
            case Attempt.Loaded(KernelLibrary library) -> library;
            case Attempt.Failed(String reason) -> throw new BackendUnavailableException(reason);
        };
    }

    SymbolLookup symbols() {
        return symbols;
    }

    /** One variant, where this CPU runs it. */
    KernelArithmetic arithmetic(String variant) {
        if (!supports(variant)) {
            throw new BackendUnavailableException("this CPU or this build has no " + variant);
        }
        return new KernelArithmetic(this, variant);
    }

    /** Whether the library has a variant and this CPU and operating system run it. */
    private boolean supports(String variant) {
        MethodHandle supports = function(symbols, "concordat_supports", "n>");
        long number = VARIANTS.indexOf(variant);
        return invokeForLong(() -> (long) supports.invokeExact(number)) == 1
                && symbols.find("concordat_" + variant + "_multiply").isPresent();
    }

    private void requireVersion() {
        MethodHandle version = function(symbols, "concordat_version", ">");
        long found = invokeForLong(() -> (long) version.invokeExact());
        if (found != VERSION) {
            throw new BackendUnavailableException("expected kernel version " + VERSION + " but found " + found);
        }
    }
}
