package io.concordat.node.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the demonstration says: numbered headings, indented lines, and how long each part took. */
final class DemoOutput {
    private final PrintWriter out;
    private int steps;

    DemoOutput(PrintWriter out) {
        this.out = out;
    }

    /** Begins a part. */
    void step(String what) {
        steps++;
        out.printf(Locale.ROOT, "%n%d. %s%n", steps, what);
        out.flush();
    }

    /** One line of the current part. */
    synchronized void say(String line) {
        out.println("   " + line);
        out.flush();
    }
}
