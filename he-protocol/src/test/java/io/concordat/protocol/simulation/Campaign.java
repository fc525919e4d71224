package io.concordat.protocol.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds one after the other and prints those that break an invariant; the last line says how many did. */
public final class Campaign {
    private static final int REPORT_EVERY = 10_000;

    private final long first;
    private final long runs;
    private final int threads;
    private final Tally total = new Tally();
    private final List<String> violations = new ArrayList<>();

    /** Seeds {@code first} to {@code first + runs - 1}. */
    public Campaign(long first, long runs, int threads) {
        this.first = first;
        this.runs = runs;
        this.threads = threads;
    }

    /** {@code --runs N [--seed S] [--threads T]}; ends with 1 if there was a violation. */
    public static void main(String[] args) throws Exception {
        long runs = number(args, "--runs", 1_000);
        Campaign campaign = new Campaign(number(args, "--seed", 1), runs, (int) number(args, "--threads", 2));
        if (!campaign.run(System.out).isEmpty()) {
            throw new IllegalStateException("Expected no violation but found " + campaign.violations.size());
        }
    }

    /** The violations, each with its seed. */
    public List<String> run(PrintStream out) throws Exception {
        long started = System.nanoTime();
        AtomicLong next = new AtomicLong();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> {
                    for (long run = next.getAndIncrement(); run < runs; run = next.getAndIncrement()) {
                        one(first + run, out);
                        if ((run + 1) % REPORT_EVERY == 0) {
                            out.println((run + 1) + " runs so far");
                        }
                    }
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        out.println(total);
        out.printf("%.1f s, %.1f runs/s, seeds %d to %d%n", seconds, runs / seconds, first, first + runs - 1);
        out.println("runs: " + runs + " violations: " + violations.size());
        return List.copyOf(violations);
    }

    private void one(long seed, PrintStream out) {
        World world = new World(Plan.of(seed));
        try {
            Tally tally = world.run();
            synchronized (this) {
                total.add(tally);
            }
        } catch (RuntimeException | AssertionError e) {
            String line = "seed " + seed + ": " + e;
            synchronized (this) {
                violations.add(line);
            }
            out.println("VIOLATION " + line + " (repeat with --runs 1 --seed " + seed + ")");
            if (runs == 1) {
                e.printStackTrace(out);
            }
        }
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
