package io.concordat.node.worker;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things later: one thread keeps the time, another executor does the work, so that nothing late delays the next. */
public final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final ScheduledExecutorService clock;
    private final Executor work;

    /** Timers whose actions run on the executor. */
    public Timers(Executor work) {
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("timers").factory());
        this.work = work;
    }

    /** Runs the action after this time, unless the timers are closed by then. */
    public void after(Duration delay, Runnable action) {
        try {
            var _ = clock.schedule(() -> hand(action), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed: nothing happens later any more");
        }
    }

    private void hand(Runnable action) {
        try {
            work.execute(() -> run(action));
        } catch (RejectedExecutionException e) {
            LOG.debug("Closed: nothing happens later any more");
        }
    }

    @SuppressWarnings("IllegalCatch") // nobody waits for the result
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("Something that was put off failed", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
