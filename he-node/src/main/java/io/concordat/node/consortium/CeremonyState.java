package io.concordat.node.consortium;

/** Where one run of the key ceremony at this node stands. */
public enum CeremonyState {
    /** Announced; other members have not yet. */
    WAITING,
    /** All members are in it. */
    RUNNING,
    /** There is a key. */
    COMPLETED,
    /** It ended without a key; another can be started. */
    FAILED;

    /** Whether it has ended. */
    public boolean isOver() {
        return this == COMPLETED || this == FAILED;
    }
}
