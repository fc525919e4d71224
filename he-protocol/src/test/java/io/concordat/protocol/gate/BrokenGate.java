package io.concordat.protocol.gate;

import io.concordat.protocol.message.Open;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.Optional;

/** Gates that let everything through; see the simulation's mutation tests. */
public final class BrokenGate {
    private BrokenGate() {}

    /** For ReleaseRules.notAbandoned. */
    public static Optional<GateDecision.Refuse> notAbandoned(SealedAttempt attempt, GateFacts facts) {
        return Optional.empty();
    }

    /** For ReleaseRules.release. */
    public static Optional<GateDecision.Refuse> release(SealedAttempt attempt, GateFacts facts) {
        return Optional.empty();
    }

    /** For ReleaseRules.join. */
    public static Optional<GateDecision.Refuse> join(Open open, GateFacts facts) {
        return Optional.empty();
    }

    /** For ReleaseLedger.record: nothing is written. */
    public static void record(ReleaseLedger ledger, ReleasePermit permit) {}

    /** For ScopeRules.cohort. */
    public static Optional<GateDecision.Refuse> cohort(Open open, GateFacts facts, SignatureVerifier verifier) {
        return Optional.empty();
    }
}
