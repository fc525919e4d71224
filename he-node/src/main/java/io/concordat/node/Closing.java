package io.concordat.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** Remembers what was opened, and closes it in the opposite order. One failure does not keep the rest open. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    @SuppressWarnings("IllegalCatch") // whatever one of them throws, the others must be closed
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LoggerFactory.getLogger(Closing.class)
                        .warn("{} did not close: {}", resource.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
