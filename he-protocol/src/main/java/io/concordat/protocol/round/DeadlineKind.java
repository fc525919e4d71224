package io.concordat.protocol.round;

/** What a node stops waiting for when a deadline passes. */
public enum DeadlineKind {
    /** For the OPEN of an attempt, after which the next proposer's turn begins. */
    OPEN(1),
    /** For all JOINs. */
    JOIN(2),
    /** For all COMMITs. */
    COMMIT(3),
    /** For all REVEALs. */
    REVEAL(4),
    /** For all REVEALs of an attempt in which this member only watches. */
    WATCH(5),
    /** After which an operator may abandon an attempt that is sealed. */
    OPERATOR(6),
    /** Before this member opens another attempt, so that a cheat cannot keep everybody busy. */
    PAUSE(7);

    private final int code;

    DeadlineKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
