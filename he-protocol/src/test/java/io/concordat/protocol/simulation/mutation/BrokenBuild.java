package io.concordat.protocol.simulation.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Loads the whole protocol, and its simulator, a second time with some calls exchanged. */
final class BrokenBuild extends ClassLoader {
    private static final String OURS = "io.concordat.protocol.";

    private final List<CallSwap> swaps;

    BrokenBuild(List<CallSwap> swaps) {
        super(BrokenBuild.class.getClassLoader());
        this.swaps = List.copyOf(swaps);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && name.startsWith(OURS)) {
                byte[] bytes = changed(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private byte[] changed(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            for (CallSwap swap : swaps) {
                if (swap.in().equals(name)) {
                    bytes = swap.apply(bytes);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
