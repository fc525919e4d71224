package io.concordat.protocol.audit;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.protocol.codec.PlainText;

/**
 * One line of the log: who or what by id, never a number of a bank.
 *
 * @param position from 0
 * @param at milliseconds since 1970 by the node's clock; for people, nothing is decided from it
 * @param kind what happened
 * @param text ids, digests and names, at most 1,000 bytes of plain text
 */
public record AuditEntry(long position, long at, Kind kind, String text) {
    /** The longest text in bytes. */
    public static final int MAX_TEXT = 1_000;

    /** What is entered. */
    public enum Kind {
        /** The node started. */
        START,
        /** REVEAL, SHARE, ABANDON or OUTCOME of an attempt: entered in the transaction that makes it binding. */
        DECISION,
        /** A gate refused to join or to release. */
        REFUSAL,
        /** A person of this bank approved a task. */
        APPROVAL,
        /** A joint key was stored or retired. */
        KEY,
        /** A consortium became active or was withdrawn. */
        CONSORTIUM,
        /** Somebody of this bank decided something: withdrew from a job, gave an attempt up, took up a ledger. */
        ADMIN,
        /** This installation's memory: quarantined, or released from quarantine, and by whose word. */
        STANDING,
        /** What this node noticed about another bank's messages or log. */
        PEER
    }

    public AuditEntry {
        if (position < 0) {
            throw new IllegalArgumentException("Expected a position from 0 but found " + position);
        }
        PlainText.check("an audit entry", text, MAX_TEXT);
    }

    /** Canonical bytes: what is hashed. */
    public byte[] encode() {
        return new CanonicalWriter()
                .i64(position)
                .i64(at)
                .text(kind.name())
                .text(text)
                .toByteArray();
    }
}
