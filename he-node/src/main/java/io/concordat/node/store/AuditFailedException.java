package io.concordat.node.store;

/** The audit log cannot be written: what had to be entered does not happen. The message is a sentence for the operator. */
public final class AuditFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditFailedException(String message) {
        super(message);
    }

    AuditFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
