package io.concordat.protocol.ceremony;

/**
 * One member's message about one candidate is not what its seed says.
 *
 * @param position the candidate in its batch
 * @param accused the member
 * @param stage the dealing stage, if the message was a payload for this member; -1 if it was shown to all
 */
record AuditFinding(int position, int accused, int stage) {

    static AuditFinding dealt(int position, int accused, int stage) {
        return new AuditFinding(position, accused, stage);
    }

    static AuditFinding shown(int position, int accused) {
        return new AuditFinding(position, accused, -1);
    }

    boolean isPrivate() {
        return stage >= 0;
    }
}
