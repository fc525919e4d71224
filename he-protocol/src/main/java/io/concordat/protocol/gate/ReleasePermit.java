package io.concordat.protocol.gate;

/** The gate's leave for exactly one sealed attempt. Only {@link DecryptionGate} makes one. */
public final class ReleasePermit {
    private final SealedAttempt attempt;
    private final boolean repeated;

    ReleasePermit(SealedAttempt attempt, boolean repeated) {
        this.attempt = attempt;
        this.repeated = repeated;
    }

    /** What may be released. */
    public SealedAttempt attempt() {
        return attempt;
    }

    /** Whether the ledger holds this very release already. */
    public boolean repeated() {
        return repeated;
    }

    @Override
    public String toString() {
        return "permit for " + attempt.attemptId().brief();
    }
}
