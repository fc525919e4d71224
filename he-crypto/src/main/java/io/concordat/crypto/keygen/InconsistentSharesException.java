package io.concordat.crypto.keygen;

/** Shares that do not lie on one polynomial of the agreed degree: somebody did not follow the protocol. */
public final class InconsistentSharesException extends Exception {

    private static final long serialVersionUID = 1L;

    InconsistentSharesException(String message) {
        super(message);
    }
}
