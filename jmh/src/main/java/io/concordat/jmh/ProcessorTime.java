package io.concordat.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Rates by the processor's time instead of the clock's, for machines that other work shares: a thread that waits for a processor
 * does not count, and warming up takes as much work as on an idle machine. One thread only, and without JMH.
 */
final class ProcessorTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_UP = 700_000_000;
    private static final long MEASURED = 700_000_000;

    private ProcessorTime() {}

    /** Invocations a second of this thread's time. */
    static double rate(Supplier<?> task) {
        invocations(task, WARM_UP);
        long start = THREADS.getCurrentThreadCpuTime();
        long count = invocations(task, MEASURED);
        return count * 1e9 / (THREADS.getCurrentThreadCpuTime() - start);
    }

    private static long invocations(Supplier<?> task, long nanoseconds) {
        long end = THREADS.getCurrentThreadCpuTime() + nanoseconds;
        long count = 0;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            Objects.requireNonNull(task.get());
            count++;
        }
        return count;
    }
}
