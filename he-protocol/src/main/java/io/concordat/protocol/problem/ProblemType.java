package io.concordat.protocol.problem;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every named problem of the product, in one list: URN, title, HTTP status and what to do about it by default.
 *
 * <p>Names are only ever added. {@code code()} is the number used in canonical bytes and never changes its meaning.
 */
public enum ProblemType {
    // Requests and input
    MALFORMED_MESSAGE(1, 400, "Malformed message", "Check that both sides run compatible versions."),
    INVALID_REQUEST(2, 400, "Invalid request", "Correct the named field and send the request again."),
    NOT_FOUND(3, 404, "Not found", "Check the identifier."),
    CONFLICT(4, 409, "Conflict", "Read the current state and decide again."),
    PAYLOAD_TOO_LARGE(5, 413, "Payload too large", "Send less than the limit that is named."),
    UNAUTHENTICATED(6, 401, "Not authenticated", "Present a valid token or certificate."),
    FORBIDDEN(7, 403, "Not allowed", "Ask an administrator of your bank for the permission."),
    INTERNAL(8, 500, "Internal error", "Report the identifier to the operator of this node."),
    TOO_MANY_REQUESTS(9, 429, "Too many requests", "Wait and send fewer requests."),

    METHOD_NOT_ALLOWED(10, 405, "Method not allowed", "Use one of the methods in the Allow header."),
    UNSUPPORTED_MEDIA_TYPE(11, 415, "Unsupported media type", "Send the named type, without content encoding."),

    /** The node is sealed and does nothing that needs its secrets. */
    SEALED(12, 503, "Node sealed", "An operator of this bank unseals it: 'concordat node unseal'."),
    /** What an operator gave does not unseal the node. */
    UNSEAL_REFUSED(13, 409, "Not unsealed", "Give what the sentence asks for; nothing was opened."),

    // Consortium, members and keys
    TWO_BANKS_CANNOT_HIDE(20, 422, "Two banks cannot hide from each other", "Invite at least a third bank."),
    INVALID_CHARTER(21, 422, "Invalid charter", "Choose limits that satisfy the rule in the sentence."),
    INVALID_MEMBER(22, 422, "Invalid member record", "Ask the member for a corrected, newly signed record."),
    UNKNOWN_MEMBER(23, 403, "Unknown member", "Check the consortium file and the member's identifier."),
    CONSORTIUM_MISMATCH(24, 409, "Another consortium", "Compare consortium fingerprints with the other banks."),
    CONSORTIUM_NOT_SIGNED(25, 409, "Consortium not signed by all", "Wait for, or ask for, the missing signatures."),
    SIGNATURE_INVALID(26, 400, "Invalid signature", "Check the signing key in the consortium file."),
    KEY_EPOCH_MISMATCH(27, 409, "Another key epoch", "Use the key on which the consortium agreed last."),
    KEY_RETIRED(28, 409, "Key epoch retired", "Hold a new key ceremony."),
    CEREMONY_ABORTED(29, 409, "Key ceremony aborted", "Read the named cause and start a new ceremony."),

    KEY_MISSING(30, 409, "No joint key", "Hold a key ceremony first."),
    ENDPOINT_OUTDATED(31, 409, "Endpoint not newer", "Nothing to do: the newer one counts."),
    CERTIFICATE_EXPIRED(32, 403, "Certificate expired", "The named bank exchanges it: concordat certificate rotate."),

    MEMBERSHIP_CHANGED(33, 409, "Members changed", "Propose the task again in the present version of the consortium."),
    MEMBER_SUSPENDED(
            34, 403, "Member suspended", "Ask the other banks; a new version of the consortium reinstates it."),

    // Tasks and approval
    TASK_NOT_APPROVED(40, 403, "Task not approved", "Two approvers of this bank must sign the task."),
    TASK_EXPIRED(41, 409, "Task expired", "Propose the task again with a later expiry."),
    TASK_REVOKED(42, 409, "Task revoked", "Ask this bank's approvers why, and propose a new task."),
    TASK_MISMATCH(43, 409, "Another task", "Compare the task hash with the one that was approved."),
    APPROVAL_INVALID(44, 422, "Invalid approval", "Two different enrolled approvers must sign this very task."),
    PURPOSE_REFUSED(45, 403, "Purpose refused", "Propose the task for a purpose that this bank permits."),

    // Data and contributions
    DATA_INVALID(60, 422, "Data not usable", "Correct the named column or row in the source."),
    DATA_OUT_OF_BOUNDS(61, 422, "Value beyond its bound", "Correct or clip the named column at the source."),
    TOO_FEW_ROWS(62, 422, "Too few rows", "Register more rows, or leave this task."),
    TOO_FEW_EFFECTIVE_ROWS(63, 422, "Too few effective rows", "Few rows dominate; add rows or strengthen the penalty."),
    COLUMNS_DIFFER(64, 422, "Columns differ between banks", "Agree on one list of columns."),

    DATA_FILE_REFUSED(65, 422, "Data file refused", "Name a readable file below the node's data directories."),
    DATA_QUERY_REFUSED(66, 422, "Query refused", "Write one SELECT over the registered source."),
    EMPTY_DATA_SET(67, 422, "Data set without rows", "Check the file and the query."),
    NOT_FINITE(68, 422, "Value not a finite number", "Correct the named column at the source."),
    MISSING_VALUE(69, 422, "Value missing", "Fill or drop the named column or rows at the source."),
    BEYOND_SLOT_BOUND(70, 422, "Value beyond its slot", "Rescale or clip the named column at the source."),
    LABEL_NOT_BINARY(71, 422, "Label not 0 or 1", "Map the label to 0 and 1 at the source."),
    NON_NUMERIC_COLUMN(72, 422, "Column not numeric", "Leave the named column out, or encode it as numbers."),
    UNKNOWN_LABEL_COLUMN(73, 422, "Label column unknown", "Name one of the columns listed."),
    UNKNOWN_FEATURE_COLUMN(74, 422, "Feature column unknown", "Name columns that the data set has."),
    SCOPE_DIFFERS(
            75, 422, "Data scope differs", "Agree on one scope for rows that overlap, and register them with it."),

    // Rounds
    NO_SUCH_ROUND(80, 404, "No such round", "Check the job and the round number."),
    STATE_MISMATCH(81, 409, "Another state", "This bank computed another state; compare the opened rounds."),
    COHORT_TOO_SMALL(82, 409, "Cohort too small", "Wait until enough banks take part."),
    COHORT_REFUSED(83, 409, "Cohort refused", "Propose the cohort of the task, or the frozen one of its scope."),
    PROPOSER_REFUSED(84, 403, "Proposer refused", "Only the bank whose turn it is may propose this attempt."),
    ORDER_VIOLATION(85, 409, "Order violated", "Commitments must all be stored before anything is revealed."),
    MALFORMED_CIPHERTEXT(86, 422, "Malformed ciphertext", "Exclude the named bank's attempt and ask it for the cause."),
    COMMITMENT_MISMATCH(87, 422, "Reveal differs from commitment", "Ask the named bank; its signatures are evidence."),
    PROOF_INVALID(88, 422, "Invalid proof", "The share is set aside; ask the named bank for the cause."),
    TRANSCRIPT_MISMATCH(89, 409, "Transcripts differ", "Compare the sealed roots; two signed views are evidence."),
    ALREADY_RELEASED(90, 409, "Already released", "A share for this round or state left before; only it is resent."),
    DIFFERENCING_RISK(91, 409, "Sums could be subtracted", "Use the scope's frozen cohort or collect consents."),
    BUDGET_EXHAUSTED(92, 409, "Budget exhausted", "Approve a new task with a larger budget."),
    NOT_READY(93, 503, "Not ready", "Mend the named cause; the round goes on by itself."),
    ATTEMPT_ABANDONED(94, 409, "Attempt abandoned", "A new attempt follows by itself."),
    ATTEMPT_LIVE(95, 409, "An earlier attempt lives", "Wait until it is opened or enough banks abandon it."),
    DEADLINE_PASSED(96, 409, "Deadline passed", "The next attempt follows; check the named bank's node."),
    SUM_OUT_OF_RANGE(97, 422, "Opened sum out of range", "The round is tried again; look for a bank that cheats."),
    RETRIES_EXHAUSTED(98, 409, "Retries exhausted", "Retire the key epoch and open a dispute."),
    EQUIVOCATION(99, 409, "Two signed versions", "Keep both as evidence and exclude the bank that signed them."),
    QUARANTINED(100, 503, "Ledger in quarantine", "Wait until peers confirm what this node released."),
    LAYOUT_MISMATCH(101, 409, "Another slot layout", "Check that all banks run the same function version."),
    EPOCH_TYPE_REFUSED(102, 409, "Key epoch of another kind", "Use a key epoch for masked sums."),
    OPERATOR_DECISION(103, 409, "Abandoned by the operator", "A new attempt follows by itself."),
    SUPERSEDED(104, 409, "A newer attempt was opened", "Nothing to do.");

    private static final String URN_PREFIX = "urn:concordat:problem:";

    private final int code;
    private final int status;
    private final String title;
    private final String remedy;

    ProblemType(int code, int status, String title, String remedy) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    /** The number in canonical bytes. */
    public int code() {
        return code;
    }

    /** The default HTTP status. */
    public int status() {
        return status;
    }

    /** A short title that does not change from case to case. */
    public String title() {
        return title;
    }

    /** What to do about it, when nothing more particular is known. */
    public String remedy() {
        return remedy;
    }

    /** The name in lower case with hyphens. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The RFC 9457 type. */
    public String urn() {
        return URN_PREFIX + slug();
    }

    /** The problem with this number in canonical bytes. */
    public static Optional<ProblemType> ofCode(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
