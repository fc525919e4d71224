package io.concordat.node.http;

import io.concordat.protocol.problem.ProblemType;

/** The HTTP status of each kind of problem: the one place where they are chosen. */
final class ProblemStatus {
    private ProblemStatus() {}

    static int of(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST, ENVELOPE_MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN, ENVELOPE_REFUSED -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case CONFLICT, CONSORTIUM_UNKNOWN, CONSORTIUM_NOT_ACTIVE, KEY_MISSING, KEY_CEREMONY_FAILED -> 409;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
            case CONSORTIUM_REFUSED,
                    DATA_FILE_REFUSED,
                    DATA_QUERY_REFUSED,
                    EMPTY_DATA_SET,
                    NOT_FINITE,
                    MISSING_VALUE,
                    BEYOND_SLOT_BOUND,
                    LABEL_NOT_BINARY,
                    NON_NUMERIC_COLUMN,
                    UNKNOWN_LABEL_COLUMN,
                    UNKNOWN_FEATURE_COLUMN -> 422;
        };
    }
}
