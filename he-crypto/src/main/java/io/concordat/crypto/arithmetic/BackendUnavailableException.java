package io.concordat.crypto.arithmetic;

/** A back end cannot be used here; something else can. */
final class BackendUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    BackendUnavailableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** A clause without capital and full stop. */
    String reason() {
        return reason;
    }
}
