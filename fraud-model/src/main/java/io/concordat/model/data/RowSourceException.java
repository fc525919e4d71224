package io.concordat.model.data;

/** The rows cannot be read; the message is a sentence for the bank that owns them. */
public final class RowSourceException extends Exception {
    private static final long serialVersionUID = 1L;

    public RowSourceException(String message) {
        super(message);
    }

    public RowSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
