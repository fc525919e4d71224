package io.concordat.protocol.gate;

import java.io.IOException;

/** The durable memory of what this node released. */
@FunctionalInterface
public interface ReleaseLedger {
    /**
     * Stores the intent to release {@code permit.attempt()} in ledger and audit log, and returns only when both are on
     * disk. Storing the same attempt and root again changes nothing.
     */
    void record(ReleasePermit permit) throws IOException;
}
