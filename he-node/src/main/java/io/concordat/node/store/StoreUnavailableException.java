package io.concordat.node.store;

import org.jdbi.v3.core.JdbiException;

/** The database was not written, and nothing of the transaction was done. The message says what was in the way. */
public final class StoreUnavailableException extends JdbiException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message) {
        super(message);
    }

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
