package io.concordat.node.observe;

import java.util.Locale;

/**
 * Everything that a node tells its operator, as a closed list: a log line carries the name as {@code event}, a metric counts
 * it, and docs/events.md has a paragraph on each, with what to do.
 */
public enum OperatorEvent {
    NODE_STARTED,
    NODE_STOPPING,
    SEALED_START,
    SEALED,
    UNSEAL_SHARE_GIVEN,
    UNSEALED,
    UNSEAL_REFUSED,
    TOKEN_MADE,
    TOKEN_REVOKED,
    DISK_LOW,
    DISK_ENOUGH,
    STORE_LOST,
    DATA_PRUNED,
    PRUNING_FAILED,
    TRACES_LOST,
    ARITHMETIC_CHOSEN,
    QUARANTINED,
    QUARANTINE_LIFTED,
    AUDIT_LOG_FORKED,
    MESSAGES_EXCLUDE,
    CERTIFICATE_EXPIRES,
    CERTIFICATE_EXCHANGE_BEGAN,
    CERTIFICATE_EXCHANGED,
    CONSORTIUM_PROPOSED,
    CONSORTIUM_SIGNED,
    CONSORTIUM_ACTIVE,
    CONSORTIUM_WITHDRAWN,
    CEREMONY_ANNOUNCED,
    CEREMONY_BEGAN,
    KEY_ACTIVE,
    CEREMONY_FAILED,
    PEER_UNREACHABLE,
    PEER_REACHABLE,
    PEER_CERTIFICATE_REFUSED,
    ENDPOINT_CHANGED,
    DELIVERY_REFUSED,
    DELIVERY_GIVEN_UP,
    ENVELOPE_REFUSED,
    RECEIVER_FAILED;

    /** Its name in logs, metrics and documents, such as {@code peer-unreachable}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
