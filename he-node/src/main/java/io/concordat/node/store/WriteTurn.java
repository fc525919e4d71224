package io.concordat.node.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to write: one thread after the other, in the order in which they asked. A virtual thread that waits here gives its
 * carrier back; one that waits inside the database for another writer of this process would keep it, and with as many such waits as there
 * are carriers the one that writes could not go on.
 */
final class WriteTurn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Duration longest;
    private volatile String writer = "nobody";
    private volatile long since;

    /** @param longest how long a thread waits before it gives up */
    WriteTurn(Duration longest) {
        this.longest = longest;
    }

    /**
     * A turn; closing it ends it.
     *
     * @param interrupted whether the thread was interrupted before it had the turn; it is again afterwards
     */
    record Taken(WriteTurn of, boolean interrupted) implements AutoCloseable {
        @Override
        public void close() {
            of.lock.unlock();
            restore(interrupted);
        }
    }

    /**
     * Waits for the turn. An interrupt of before ends neither the wait nor the write: what is to be written must be written, and a
     * connection to a server would break.
     */
    Taken take() {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                if (!lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    restore(interrupted);
                    throw new StoreUnavailableException("The database was not written: for " + longest.toSeconds()
                            + " s it was not this thread's turn; " + writer + " has been writing for "
                            + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since) + " s");
                }
                writer = Thread.currentThread().toString();
                since = System.nanoTime();
                return new Taken(this, interrupted);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the current thread is writing. */
    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }

    /** How many threads wait. */
    int waiting() {
        return lock.getQueueLength();
    }
}
