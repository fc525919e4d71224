package io.concordat.protocol.gate;

import java.io.IOException;

/** Proof that the ledger holds the intent of one release (G12): without it no share can be computed. */
public final class LedgerReceipt {
    private final SealedAttempt attempt;

    private LedgerReceipt(SealedAttempt attempt) {
        this.attempt = attempt;
    }

    /** Writes the permit to the ledger; the receipt exists only if the ledger returned. */
    public static LedgerReceipt record(ReleasePermit permit, ReleaseLedger ledger) throws IOException {
        ledger.record(permit);
        return new LedgerReceipt(permit.attempt());
    }

    /** What may be released. */
    public SealedAttempt attempt() {
        return attempt;
    }

    @Override
    public String toString() {
        return "receipt for " + attempt.attemptId().brief();
    }
}
