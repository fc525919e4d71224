package io.concordat.node.fail;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every moment that has a name. Nothing in the product watches: only a test can, in the same process, and a node in production does not
 * start then.
 */
public enum Failpoint {
    START_AFTER_SCHEMA("the database is open and at the newest schema, nothing else is done"),
    START_AFTER_INCARNATION("the installation is recognised, its start is not entered yet"),
    START_AFTER_AUDIT("the start is in the audit log, nothing listens yet"),
    START_AFTER_RESUME("consortium and jobs are taken up, the peers' listener is not open"),
    LEDGER_BEFORE_REVEAL("about to decide to reveal"),
    LEDGER_AFTER_REVEAL("decided to reveal, nothing signed"),
    LEDGER_BEFORE_RELEASE("the gate permits, the ledger does not know"),
    LEDGER_AFTER_RELEASE("the ledger holds the release, no share is computed"),
    LEDGER_BEFORE_OUTCOME("an attempt's outcome is known, the ledger does not know"),
    LEDGER_AFTER_OUTCOME("the ledger holds the outcome"),
    CIPHERTEXTS_AFTER_KEEP("digests of revealed ciphertexts are kept, the reveals are not accepted yet"),
    SHARE_AFTER_COMPUTE("a share is computed, nobody knows"),
    SUM_AFTER_COMBINE("a sum is open in memory only"),
    AUDIT_BEFORE_TRANSACTION("nothing is entered"),
    AUDIT_BEFORE_COMMIT("an entry is in a transaction that is not committed"),
    AUDIT_BETWEEN_PLACES("an entry is in the database, the audit file lacks it"),
    AUDIT_BEFORE_WRITE("the audit file's writer is about to write"),
    AUDIT_BEFORE_FORCE("the audit file is written, not forced"),
    AUDIT_AFTER_FORCE("the audit file is forced, nobody was told"),
    AUDIT_AFTER_BOTH("both places hold an entry, what it is about has not begun"),
    JOURNAL_BEFORE_APPEND("an event of a job is known in memory only"),
    JOURNAL_BEFORE_COMMIT("an event is in a transaction that is not committed"),
    JOURNAL_AFTER_APPEND("an event is journalled, not applied"),
    JOURNAL_AFTER_APPLY("an event is applied, what follows from it is not begun"),
    ENVELOPE_BEFORE_APPEND("a message is about to be signed"),
    ENVELOPE_BEFORE_COMMIT("a message is signed in a transaction that is not committed"),
    ENVELOPE_AFTER_APPEND("a message and its deliveries are stored"),
    ENVELOPE_AFTER_ADVANCE("the chain moved on for a message that is not stored"),
    OUTBOX_AFTER_RESEND("a stored message is in the outbox again"),
    OUTBOX_BEFORE_REMOVE("a message was acknowledged, the outbox still has it"),
    OUTBOX_AFTER_REMOVE("the outbox has it no more"),
    SEND_BEFORE_POST("a message is about to leave"),
    SEND_AFTER_ANSWER("a message left and was answered, nothing noted"),
    RECEIVE_BEFORE_STORE("a verified message is in memory only"),
    RECEIVE_BEFORE_COMMIT("it is in a transaction that is not committed"),
    RECEIVE_AFTER_STORE("it is stored, not acknowledged"),
    RECEIVE_AFTER_ACK("it is acknowledged"),
    RECEIVE_BEFORE_HANDLED("its receiver took it, which is not noted"),
    RECEIVE_AFTER_HANDLED("it is noted as taken"),
    CONTRIBUTION_BEFORE_KEEP("this bank's numbers of a round are in memory only"),
    CONTRIBUTION_AFTER_KEEP("they are stored, not joined with"),
    ROWS_BEFORE_FREEZE("the rows of a job are about to be frozen"),
    ROWS_AFTER_FREEZE("they are frozen in a file, the journal does not know"),
    ROUND_BEFORE_CLOSE("a round's sum is open, the round is not over"),
    ROUND_AFTER_CLOSE("the round is over, the next has not begun"),
    JOB_BEFORE_FIRST_ENTRY("a job has a row but no journal"),
    APPROVAL_BEFORE_RECORD("an approval is in the audit log, not with the job"),
    RESULT_BEFORE_STORE("a job is finished, its result is not stored"),
    RESULT_BEFORE_COMMIT("the result is in a transaction that is not committed"),
    RESULT_AFTER_STORE("the result is stored, the job's rows and numbers are still there"),
    RESULT_AFTER_ERASE("rows and numbers are erased, nobody was told of the result"),
    CHECKPOINT_AFTER_WITNESS("another bank's log head is checked and kept, not cosigned"),
    CHECKPOINT_AFTER_COSIGNED("another bank's cosignature is kept"),
    CEREMONY_BEFORE_START("all members have started a ceremony, this one has not begun"),
    CEREMONY_BEFORE_SEND("a step of a ceremony is computed, not sent"),
    CEREMONY_AFTER_SEND("it is handed to the senders"),
    CEREMONY_AFTER_STEP("a step is in the transcript, not forced"),
    TRANSCRIPT_BEFORE_MOVE("the transcript is whole and forced, under its temporary name"),
    TRANSCRIPT_AFTER_MOVE("the transcript is in place, no share is kept"),
    KEY_BEFORE_SEAL("the share is in memory only"),
    KEY_AFTER_SEAL("the share is sealed, the key does not count"),
    KEY_AFTER_RECORD("the key counts");

    private static volatile Optional<Consumer<Failpoint>> watcher = Optional.empty();

    private final String moment;

    Failpoint(String moment) {
        this.moment = moment;
    }

    /** The process is at this moment. */
    public void reach() {
        watcher.ifPresent(watching -> watching.accept(this));
    }

    /** For tests: is told, on whichever thread, before the node goes on; what it throws is thrown at that moment. */
    public static void watch(Consumer<Failpoint> watching) {
        watcher = Optional.of(watching);
    }

    /** For tests: nobody is told any more. */
    public static void unwatch() {
        watcher = Optional.empty();
    }

    /** Whether this process is one of a test. */
    public static boolean isWatched() {
        return watcher.isPresent();
    }

    /** What is done at this moment and what is not. */
    public String moment() {
        return moment;
    }

    /** Its name in documents and on command lines, such as {@code ledger-after-release}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
