package io.concordat.node.worker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on the threads of an executor: what a state machine needs whose events
 * come from everywhere. What a task throws goes to the handler given, an error wrapped, and does not stop the next.
 */
public final class SerialQueue implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);

    private final Executor executor;
    private final Consumer<RuntimeException> onFailure;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /** A queue whose tasks run on the executor. */
    public SerialQueue(Executor executor, Consumer<RuntimeException> onFailure) {
        this.executor = executor;
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::runAll);
    }

    @SuppressWarnings("IllegalCatch") // a task that fails, even by a bug, must not end the queue
    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                report(e);
            } catch (Error e) {
                report(new IllegalStateException("A task of this node failed: " + e, e));
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // nor must the handler
    private void report(RuntimeException failure) {
        try {
            onFailure.accept(failure);
        } catch (RuntimeException e) {
            LOG.error("What handles failed tasks failed itself", e);
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            if (task == null) {
                running = false;
            }
            return task;
        }
    }
}
