package io.concordat.protocol.simulation;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds one after the other and prints those that break an invariant; the last line says how many did. */
public final class Campaign {
    private static final long REPORT_SECONDS = 30;
    private static final int SHOWN_FRAMES = 12;

    private final long first;
    private final long runs;
    private final int threads;
    private final Tally total = new Tally();
    private final List<String> violations = new ArrayList<>();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong processorNanos = new AtomicLong();

    /** Seeds {@code first} to {@code first + runs - 1}. */
    public Campaign(long first, long runs, int threads) {
        this.first = first;
        this.runs = runs;
        this.threads = threads;
    }

    /** {@code --runs N [--seed S] [--threads T]}; ends with 1 if there was a violation. */
    public static void main(String[] args) throws Exception {
        long runs = number(args, "--runs", 1_000);
        long threads = number(args, "--threads", Runtime.getRuntime().availableProcessors());
        Campaign campaign = new Campaign(number(args, "--seed", 1), runs, (int) threads);
        System.exit(campaign.run(System.out).isEmpty() ? 0 : 1);
    }

    /** The violations, each with its seed. */
    public List<String> run(PrintStream out) throws Exception {
        long started = System.nanoTime();
        List<Future<?>> parts = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> work(out)));
            }
            pool.shutdown();
            while (!pool.awaitTermination(REPORT_SECONDS, TimeUnit.SECONDS)) {
                progress(out, seconds(started));
            }
        }
        for (Future<?> part : parts) {
            part.get();
        }
        double seconds = seconds(started);
        out.println(total);
        out.printf(
                "%.1f s, %.1f runs/s, %.1f ms of processor time a run, seeds %d to %d%n",
                seconds, runs / seconds, processorNanos.get() / 1e6 / runs, first, first + runs - 1);
        out.println("runs: " + runs + " violations: " + violations.size());
        return List.copyOf(violations);
    }

    private void work(PrintStream out) {
        for (long run = next.getAndIncrement(); run < runs; run = next.getAndIncrement()) {
            one(first + run, out);
            done.incrementAndGet();
        }
        processorNanos.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private void one(long seed, PrintStream out) {
        try {
            Tally tally = new World(Plan.of(seed)).run();
            synchronized (this) {
                total.add(tally);
            }
        } catch (RuntimeException | AssertionError e) {
            String line = "seed " + seed + ": " + e;
            synchronized (this) {
                violations.add(line);
                out.println("VIOLATION " + line + " (repeat with --runs 1 --seed " + seed + ")");
                explain(e, out);
            }
        }
    }

    /** Where it was noticed, and by what cause: the frames of this project only. */
    private static void explain(Throwable failure, PrintStream out) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            out.println("  " + cause);
            Arrays.stream(cause.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("io.concordat."))
                    .limit(SHOWN_FRAMES)
                    .forEach(frame -> out.println("    at " + frame));
        }
    }

    private void progress(PrintStream out, double seconds) {
        long finished = done.get();
        int found;
        synchronized (this) {
            found = violations.size();
        }
        double rate = finished / seconds;
        String left = finished == 0 ? "unknown" : "%.0f s".formatted((runs - finished) / rate);
        out.printf(
                "%d of %d runs after %.0f s, %.1f runs/s, violations so far: %d, left: %s%n",
                finished, runs, seconds, rate, found, left);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static long number(String[] args, String name, long fallback) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return Long.parseLong(args[i + 1]);
            }
        }
        return fallback;
    }
}
