package io.concordat.node.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the named threads of one pool. */
final class CryptoThreads implements ThreadFactory {
    private final CryptoPool pool;
    private final AtomicInteger made = new AtomicInteger();

    CryptoThreads(CryptoPool pool) {
        this.pool = pool;
    }

    @Override
    public Thread newThread(Runnable work) {
        return new CryptoPool.CryptoThread(pool, work, "crypto-" + made.incrementAndGet());
    }
}
