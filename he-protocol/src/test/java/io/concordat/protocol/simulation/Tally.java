package io.concordat.protocol.simulation;

import java.util.HexFormat;

/** What happened in one run, or in many: so that a run in which nothing happens is not taken for a good one. */
final class Tally {
    long rounds;
    long opened;
    long reveals;
    long shares;
    long abandons;
    long crashes;
    long diskFaults;
    long restores;
    long evidence;
    /** The sum of the traces of all runs, each 64 bits: equal seeds give equal traces. */
    long trace;

    void add(Tally other) {
        rounds += other.rounds;
        opened += other.opened;
        reveals += other.reveals;
        shares += other.shares;
        abandons += other.abandons;
        crashes += other.crashes;
        diskFaults += other.diskFaults;
        restores += other.restores;
        evidence += other.evidence;
        trace += other.trace;
    }

    @Override
    public String toString() {
        return "rounds begun: " + rounds + ", opened: " + opened + ", reveals: " + reveals + ", shares: " + shares
                + ", abandons: " + abandons + ", crashes: " + crashes + ", failed writes: " + diskFaults
                + ", backups restored: " + restores + ", cheats caught with evidence: " + evidence + ", trace: "
                + HexFormat.of().toHexDigits(trace);
    }
}
