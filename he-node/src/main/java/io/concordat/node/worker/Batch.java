package io.concordat.node.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One run of {@link CryptoPool#map}: the caller and up to some helpers take the next index until none is left. */
final class Batch<T> {
    private final int count;
    private final IntFunction<T> function;
    private final List<@Nullable T> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final CountDownLatch done;

    Batch(int count, IntFunction<T> function) {
        this.count = count;
        this.function = function;
        this.results = new ArrayList<@Nullable T>(Collections.<@Nullable T>nCopies(count, null));
        this.done = new CountDownLatch(count);
    }

    List<T> run(Executor executor, int helpers) {
        for (int i = 0; i < Math.min(helpers, count - 1); i++) {
            try {
                executor.execute(this::work);
            } catch (RejectedExecutionException e) {
                break; // full or closing: the caller does it alone
            }
        }
        work();
        await();
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
        List<T> complete = new ArrayList<>(count);
        for (T result : results) {
            if (result == null) {
                throw new IllegalArgumentException("The function of a batch must not return null");
            }
            complete.add(result);
        }
        return complete;
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    T result = function.apply(i);
                    synchronized (results) {
                        results.set(i, result);
                    }
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } catch (Error e) {
                failure.compareAndSet(null, new IllegalStateException("A computation of a batch failed", e));
            } finally {
                done.countDown();
            }
        }
    }

    private void await() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, new CancellationException("The computation was interrupted"));
        }
    }
}
