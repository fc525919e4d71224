package io.concordat.protocol.gate;

import io.concordat.protocol.problem.Rejection;

/** What the gate decided. */
public sealed interface GateDecision {
    /** The share may leave, once the ledger holds the permit. */
    record Release(ReleasePermit permit) implements GateDecision {}

    /** The share stays, for a named reason. */
    record Refuse(GateId gate, Rejection reason) implements GateDecision {}
}
