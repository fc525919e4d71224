package io.concordat.node.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the demonstration says: numbered headings, indented lines, and how long each part took. */
public final class DemoOutput {
    private final PrintWriter out;
    private int steps;

    /** Says it there. */
    public DemoOutput(PrintWriter out) {
        this.out = out;
    }

    /** Begins a part. */
    public void step(String what) {
        steps++;
        out.printf(Locale.ROOT, "%n%d. %s%n", steps, what);
        out.flush();
    }

    /** One line of the current part. */
    public synchronized void say(String line) {
        out.println("   " + line);
        out.flush();
    }

    /** What a person at the first bank would type here. */
    public void command(String arguments) {
        say("$ concordat " + arguments);
    }
}
