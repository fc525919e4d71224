package io.concordat.protocol.simulation.table;

import io.concordat.protocol.message.MessageType;
import java.util.Optional;

/** The kinds of event that can come to a member about one attempt. */
enum Happening {
    OPEN,
    /** The OPEN of the attempt after this one. */
    NEWER_OPEN,
    ADMITTED,
    NOT_ADMITTED,
    CONTRIBUTED,
    NOT_CONTRIBUTED,
    REVEALS_GOOD,
    REVEALS_BAD,
    GRANTED,
    HELD_BACK,
    RETRIED,
    SUM_GOOD,
    SUM_BAD,
    /** The message that is due is signed and in the journal. */
    OWN_MESSAGE,
    JOIN(MessageType.JOIN),
    COMMIT(MessageType.COMMIT),
    REVEAL(MessageType.REVEAL),
    SEAL(MessageType.SEAL),
    SHARE(MessageType.SHARE),
    ABANDON(MessageType.ABANDON),
    JOIN_LATE,
    COMMIT_LATE,
    REVEAL_LATE,
    WATCH_LATE,
    OPERATOR_LATE,
    OPERATOR_ABANDONS;

    @SuppressWarnings("ImmutableEnumChecker") // an enum, or nothing
    private final Optional<MessageType> message;

    Happening() {
        this.message = Optional.empty();
    }

    Happening(MessageType message) {
        this.message = Optional.of(message);
    }

    /** The kind of another member's message, if it is one. */
    Optional<MessageType> message() {
        return message;
    }
}
