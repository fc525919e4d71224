package io.concordat.node.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** Measurements of this machine. */
final class Machine {
    private static final Path KERNEL_ENTROPY = Path.of("/proc/sys/kernel/random/entropy_avail");

    private Machine() {}

    static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    static Duration timeOfRandomness() {
        long begun = System.nanoTime();
        new SecureRandom().nextBytes(new byte[32]);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The kernel's estimate in bits, or -1 where there is none. */
    static int kernelEntropy() {
        try {
            return Integer.parseInt(Files.readString(KERNEL_ENTROPY).strip());
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
