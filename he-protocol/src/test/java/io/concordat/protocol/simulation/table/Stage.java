package io.concordat.protocol.simulation.table;

import io.concordat.protocol.round.AttemptState;

/** Where a member stands in an attempt. */
enum Stage {
    /** The OPEN is not known. */
    IDLE,
    WAITING,
    REFUSED,
    JOINED,
    COMMITTED,
    REVEALED,
    SEALED,
    /** Sealed, and the gate has refused. */
    HELD_BACK,
    RELEASING,
    RELEASED,
    ABANDONED,
    OPENED,
    FAILED;

    static Stage of(AttemptState state) {
        return switch (state) {
            case AttemptState.Waiting _ -> WAITING;
            case AttemptState.Refused _ -> REFUSED;
            case AttemptState.Joined _ -> JOINED;
            case AttemptState.Committed _ -> COMMITTED;
            case AttemptState.Revealed _ -> REVEALED;
            case AttemptState.Sealed sealed -> sealed.refusal().isPresent() ? HELD_BACK : SEALED;
            case AttemptState.Releasing _ -> RELEASING;
            case AttemptState.Released _ -> RELEASED;
            case AttemptState.Abandoned _ -> ABANDONED;
            case AttemptState.Settled _ -> OPENED;
            case AttemptState.Failed _ -> FAILED;
        };
    }
}
