package io.concordat.protocol.problem;

import java.util.Locale;

/**
 * A kind of problem: what {@code type} and {@code title} of an RFC 9457 document say. The names are part of the public
 * interface: add, never rename.
 */
public enum ProblemType {
    /** The request does not follow the interface's description. */
    INVALID_REQUEST("The request is not valid"),
    /** No token, or one that is not known. */
    UNAUTHENTICATED("A valid bearer token is needed"),
    /** The token's owner may not do this. */
    FORBIDDEN("Not allowed"),
    /** Nothing is at this address. */
    NOT_FOUND("Not found"),
    /** The address exists, the method does not. */
    METHOD_NOT_ALLOWED("Method not allowed"),
    /** The body is larger than the limit. */
    BODY_TOO_LARGE("The body is too large"),
    /** The body is of another media type, or compressed. */
    UNSUPPORTED_MEDIA_TYPE("Unsupported media type or content encoding"),
    /** The request contradicts what is there. */
    CONFLICT("In conflict with the present state"),
    /** Too many requests, or the node is starting or stopping. */
    UNAVAILABLE("Not available at the moment"),
    /** A fault of this program. */
    INTERNAL("Internal error"),

    /** Bytes that are not a signed envelope. */
    ENVELOPE_MALFORMED("Not a well-formed envelope"),
    /** An envelope whose signature, sender or connection do not belong together. */
    ENVELOPE_REFUSED("The envelope is not from this member"),
    /** An envelope of another consortium than this node is in. */
    CONSORTIUM_UNKNOWN("Another consortium"),
    /** No consortium was proposed here, or it is not signed by all. */
    CONSORTIUM_NOT_ACTIVE("No active consortium"),
    /** A charter, member record or set of members that the rules refuse. */
    CONSORTIUM_REFUSED("The consortium is not acceptable"),
    /** There is no joint key yet. */
    KEY_MISSING("No joint key"),
    /** A key ceremony ended without a key. */
    KEY_CEREMONY_FAILED("The key ceremony failed"),

    /** A data file that is not there, not readable or outside the node's data directories. */
    DATA_FILE_REFUSED("The data file is refused"),
    /** A query that is not one the data source runs. */
    DATA_QUERY_REFUSED("The query is refused"),
    /** No rows. */
    EMPTY_DATA_SET("The data set has no rows"),
    /** A NaN or an infinity. */
    NOT_FINITE("A value is not a finite number"),
    /** An empty cell. */
    MISSING_VALUE("A value is missing"),
    /** A value too large for its slot. */
    BEYOND_SLOT_BOUND("A value is beyond its bound"),
    /** A label other than 0 and 1. */
    LABEL_NOT_BINARY("The label is not 0 or 1"),
    /** A column of text. */
    NON_NUMERIC_COLUMN("A column is not numeric"),
    /** The label column is not in the data. */
    UNKNOWN_LABEL_COLUMN("The label column does not exist"),
    /** A feature column is not in the data. */
    UNKNOWN_FEATURE_COLUMN("A feature column does not exist");

    private final String title;

    ProblemType(String title) {
        this.title = title;
    }

    /** The stable name, such as {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The RFC 9457 type, such as {@code urn:concordat:problem:not-found}. */
    public String urn() {
        return "urn:concordat:problem:" + code();
    }

    /** A short text for people, the same for every problem of the type. */
    public String title() {
        return title;
    }
}
