package io.concordat.protocol.simulation;

/** An honest member broke an invariant, or the code under test broke. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String invariant, String what) {
        super(invariant + ": " + what);
    }
}
