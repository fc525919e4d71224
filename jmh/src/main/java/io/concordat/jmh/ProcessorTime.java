package io.concordat.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much of the last iteration this process had a processor, for machines that it shares: with {@code --cpu-time}, rates are
 * divided by that. It sees quick runs only, which measure in one process.
 */
final class ProcessorTime {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static long cpu;
    private static long wall;
    private static double share = 1;

    private ProcessorTime() {}

    static synchronized void begin() {
        cpu = SYSTEM.getProcessCpuTime();
        wall = System.nanoTime();
    }

    static synchronized void end() {
        share = (double) (SYSTEM.getProcessCpuTime() - cpu) / Math.max(1, System.nanoTime() - wall);
    }

    /** Processors that the last iteration had on average. */
    static synchronized double share() {
        return share;
    }
}
