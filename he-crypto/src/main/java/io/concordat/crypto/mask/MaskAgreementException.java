package io.concordat.crypto.mask;

/** A pairwise secret could not be agreed on with what the other member sent. */
public final class MaskAgreementException extends Exception {
    private static final long serialVersionUID = 1L;

    MaskAgreementException(String message) {
        super(message);
    }
}
