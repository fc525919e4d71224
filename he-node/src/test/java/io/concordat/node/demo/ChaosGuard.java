package io.concordat.node.demo;

import io.concordat.node.testing.ArmedFailpoints;
import java.io.IOException;
import java.util.List;

/** What an operator's service manager does: starts every node again that ended, and notes how it ended and how soon it was ready again. */
final class ChaosGuard {
    private static final double READY_SECONDS = 5;
    private static final double LONGEST_SECONDS = 600;
    private static final long LOOK_MILLIS = 10;

    private final List<LiveBank> banks;
    private final ChaosRecord record;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int deaths;
    private volatile boolean starting;

    ChaosGuard(List<LiveBank> banks, ChaosRecord record) {
        this.banks = List.copyOf(banks);
        this.record = record;
        this.thread = Thread.ofPlatform().name("guard").start(this::watch);
    }

    /** How many nodes ended so far. */
    int deaths() {
        return deaths;
    }

    private void watch() {
        try {
            while (!closed) {
                for (LiveBank bank : banks) {
                    if (!bank.isAlive()) {
                        startAgain(bank);
                    }
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            record.violation("a node cannot be started again: " + e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
    private void startAgain(LiveBank bank) throws IOException, InterruptedException {
        starting = true;
        int code = bank.exitCode();
        if (code != ArmedFailpoints.EXIT_CODE && code != ChaosRecord.KILLED) {
            record.violation("the node of bank " + bank.setup().number() + " ended with exit code " + code + ": "
                    + bank.lastWords());
        }
        deaths = deaths + 1;
        bank.start();
        LiveBank.Ready ready = bank.awaitReady(LONGEST_SECONDS);
        if (bank.isAlive()) { // else it stopped at a failpoint of its start, and is started once more
            record.restarted(ready);
            if (ready.isLate(READY_SECONDS)) {
                record.violation("bank " + bank.setup().number() + " was not ready in time: " + ready);
            }
        }
        starting = false;
    }

    /** Returns when every node that ended is ready again; none is started any more. */
    void finish() throws InterruptedException {
        closed = true;
        thread.join();
        if (starting) {
            record.violation("a node was not started again");
        }
    }
}
