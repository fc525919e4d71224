package io.concordat.node.worker;

import io.concordat.protocol.ceremony.BatchExecutor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * The node's one pool for modular arithmetic: a fixed number of platform threads named {@code crypto-1}, {@code
 * crypto-2}, …, and a bounded queue. Nothing else may exponentiate; nothing in here may wait for disk or network.
 */
public final class CryptoPool implements BatchExecutor, AutoCloseable {
    private static final int MAXIMUM_QUEUE = 10_000;

    private final ThreadPoolExecutor executor;

    private CryptoPool(int threads) {
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAXIMUM_QUEUE),
                new CryptoThreads(this));
    }

    /** A pool of so many threads, at least one. */
    public static CryptoPool of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Expected at least 1 crypto thread but found " + threads);
        }
        return new CryptoPool(threads);
    }

    /** How many computations can run at once. */
    public int threads() {
        return executor.getMaximumPoolSize();
    }

    /** How many computations wait for a thread. */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** The pool as an executor; a full queue throws {@link RejectedExecutionException}. */
    public Executor executor() {
        return executor;
    }

    /**
     * Runs one computation in the pool. The future fails with what the computation threw, or with {@link
     * RejectedExecutionException} when the pool is closed or its queue is full.
     */
    public <T> CompletableFuture<T> submit(Callable<T> computation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, computation));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /**
     * Computes {@code function.apply(i)} for every 0 &lt;= i &lt; count on the pool's threads and returns the results
     * in index order. Called from one of the pool's own threads it takes part, so it cannot deadlock; another caller
     * waits. The first exception is thrown to the caller once no computation is running any more.
     */
    @Override
    public <T> List<T> map(int count, IntFunction<T> function) {
        if (Thread.currentThread() instanceof CryptoThread own && own.pool == this) {
            return new Batch<>(count, function).run(executor, threads() - 1);
        }
        try {
            return submit(() -> new Batch<>(count, function).run(executor, threads() - 1))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Refuses further work, interrupts what runs and waits up to ten seconds for it to end. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it threw belongs to whoever waits for the result
    private static <T> void complete(CompletableFuture<T> result, Callable<T> computation) {
        try {
            result.complete(computation.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    static final class CryptoThread extends Thread {
        private final CryptoPool pool;

        CryptoThread(CryptoPool pool, Runnable work, String name) {
            super(work, name);
            this.pool = pool;
            setDaemon(true);
        }
    }
}
