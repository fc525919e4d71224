package io.concordat.protocol.ceremony;

/** What follows a phase: another one, or the end. */
sealed interface PhaseOutcome permits CeremonyPhase, PhaseOutcome.Finished {

    /** The key is active. */
    record Finished(CeremonyResult result) implements PhaseOutcome {}
}
