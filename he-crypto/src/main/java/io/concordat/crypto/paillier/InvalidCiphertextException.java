package io.concordat.crypto.paillier;

/** One of several received ciphertexts is not an element of Z*_{n^2}. The message never holds the common factor. */
public final class InvalidCiphertextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;

    InvalidCiphertextException(int index, String reason) {
        super("Ciphertext " + index + " is invalid: " + reason);
        this.index = index;
    }

    /** Position of the first bad ciphertext in the list, from 0. */
    public int index() {
        return index;
    }
}
