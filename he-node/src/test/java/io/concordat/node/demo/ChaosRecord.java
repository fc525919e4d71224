package io.concordat.node.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a chaos campaign found. */
final class ChaosRecord {
    /** The exit code that Java shows of a process killed by SIGKILL. */
    static final int KILLED = 137;

    private final List<LiveBank.Ready> restarts = new ArrayList<>();
    private String present = "";
    private int runs;
    private int missed;
    private int violations;

    /** A run begins, of which this is the description with which it can be repeated. */
    synchronized void begin(String description) {
        present = description;
        runs++;
    }

    /** No node died in it. */
    synchronized void missed() {
        missed++;
    }

    synchronized void restarted(LiveBank.Ready ready) {
        restarts.add(ready);
    }

    synchronized void violation(String sentence) {
        violations++;
        System.out.println("VIOLATION in " + present + ": " + sentence);
    }

    synchronized int violations() {
        return violations;
    }

    synchronized int runs() {
        return runs;
    }

    synchronized void summary() {
        double[] wall =
                restarts.stream().mapToDouble(LiveBank.Ready::seconds).sorted().toArray();
        if (wall.length > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%d restarts: ready after %.1f s (median), %.1f s (longest) by the clock, %d of them within 5 s; at most %.1f s of"
                            + " processor time%n",
                    wall.length,
                    wall[wall.length / 2],
                    wall[wall.length - 1],
                    restarts.stream().filter(ready -> ready.seconds() <= 5).count(),
                    restarts.stream()
                            .mapToDouble(LiveBank.Ready::processor)
                            .max()
                            .orElse(0));
        }
        System.out.println("runs in which no node died: " + missed);
        System.out.printf("chaos: %d runs violations: %d%n", runs, violations);
    }
}
