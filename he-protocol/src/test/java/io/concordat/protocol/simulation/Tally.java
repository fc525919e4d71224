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
    /** Restores of two members at once. */
    long twins;
    /** Quarantines that ended. */
    long released;
    /** Members still in quarantine at the end. */
    long stuck;
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
        twins += other.twins;
        released += other.released;
        stuck += other.stuck;
        trace += other.trace;
    }

    @Override
    public String toString() {
        return "rounds begun: " + rounds + ", opened: " + opened + ", reveals: " + reveals + ", shares: " + shares
                + ", abandons: " + abandons + ", crashes: " + crashes + ", failed writes: " + diskFaults
                + ", backups restored: " + restores + " (two at once: " + twins
                + "), quarantines ended: " + released + ", not ended: " + stuck + ", cheats caught with evidence: "
                + evidence + ", trace: "
                + HexFormat.of().toHexDigits(trace);
    }
}
