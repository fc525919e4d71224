package io.concordat.node.peer;

import java.security.cert.CertificateException;

/** The other end shows a certificate that expired or is not valid yet; the message has its name. */
final class CertificateOutOfTimeException extends CertificateException {
    private static final long serialVersionUID = 1L;

    CertificateOutOfTimeException(String sentence) {
        super(sentence);
    }
}
