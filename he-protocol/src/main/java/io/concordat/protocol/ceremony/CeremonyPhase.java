package io.concordat.protocol.ceremony;

/**
 * One lock-step phase of a ceremony: what this member sends, what it needs from all others, and what comes next. The
 * driver, {@link KeyCeremony}, does the sending, sealing, buffering and echo checks.
 */
sealed interface CeremonyPhase extends PhaseOutcome
        permits ApprovalPhase,
                AuditPhase,
                CommitPhase,
                DealPhase,
                ExponentPhase,
                FactorPhase,
                HelloPhase,
                MaskPhase,
                OpenPhase,
                PhiPhase,
                SelfTestPhase,
                SelfTestRevealPhase,
                VerdictPhase {

    /** A few words for people. */
    String title();

    /** What this member sends; asked for once, on entering the phase. */
    Outgoing outgoing() throws CeremonyStoppedException;

    /** Whether member {@code from} sends every other member a sealed payload in this phase. */
    default boolean expectsPayload(int from) {
        return false;
    }

    /** Whether this member's sealed payload is for member {@code to}; asked only of members that send any. */
    default boolean addresses(int from, int to) {
        return true;
    }

    /** Takes what all sent. */
    PhaseOutcome next(Received received) throws CeremonyStoppedException;
}
