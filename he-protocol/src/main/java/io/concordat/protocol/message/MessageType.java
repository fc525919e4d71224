package io.concordat.protocol.message;

import io.concordat.crypto.codec.DecodeException;

/** The kinds of message, each with its number on the wire and the largest body that a node accepts. */
public enum MessageType {
    /** A task is proposed. */
    TASK(1, 256 * 1024),
    /** Two persons of a bank approved a task. */
    TASK_APPROVAL(2, 4 * 1024),
    /** A bank refuses a task, with its reason. */
    TASK_REFUSED(3, 4 * 1024),
    /** An attempt of a round is opened by its proposer. */
    OPEN(4, 8 * 1024),
    /** A bank takes part in an attempt. */
    JOIN(5, 256),
    /** A bank is bound to its contribution. */
    COMMIT(6, 128),
    /** A bank shows its contribution. */
    REVEAL(7, Limits.BODY),
    /** A member has seen the whole transcript. */
    SEAL(8, 128),
    /** A member's partial decryptions of the sum. */
    SHARE(9, Limits.BODY),
    /** A member will never share for an attempt. */
    ABANDON(10, 2 * 1024),
    /** A member opened the sum. */
    OPENED(11, 8 * 1024),
    /** A bank signs the consortium. */
    CONSORTIUM_SIGNATURE(12, 256),
    /** A message of a key ceremony. */
    CEREMONY(13, Limits.BODY),
    /** A member is reached elsewhere, or shows another certificate, from now on. */
    ENDPOINT_UPDATE(14, 1024),
    /** A member has stored an endpoint. */
    ENDPOINT_SEEN(15, 128),
    /** A bank accepts another cohort in a scope. */
    COHORT_CONSENT(16, 192 * 1024),
    /** A bank's audit log, to be cosigned. */
    CHECKPOINT(20, 8 * 1024),
    /** The newest head of a bank's log that the sender has checked. */
    WITNESSED(21, 256),
    /** A bank asks what the others know of what it did. */
    RECALL(22, 64),
    /** What the sender knows of it. */
    RECALLED(23, Limits.BODY),
    /** A message of the receiver itself. */
    SHOWN(24, 80 * 1024);

    private final int code;
    private final int bodyLimit;

    MessageType(int code, int bodyLimit) {
        this.code = code;
        this.bodyLimit = bodyLimit;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The most bytes of the body. */
    public int bodyLimit() {
        return bodyLimit;
    }

    static MessageType ofCode(int code) throws DecodeException {
        for (MessageType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new DecodeException("Expected a known message type but found " + code);
    }

    private static final class Limits {
        static final int BODY = 8 * 1024 * 1024;

        private Limits() {}
    }
}
