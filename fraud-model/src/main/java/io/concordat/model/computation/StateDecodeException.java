package io.concordat.model.computation;

/** The bytes are not the canonical encoding of a state of this computation; the message says why, with the numbers. */
public final class StateDecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    public StateDecodeException(String message) {
        super(message);
    }
}
