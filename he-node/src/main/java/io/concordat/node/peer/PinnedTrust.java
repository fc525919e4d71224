package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate because its SHA-256 is one that a member record names, and for no other reason: no authority, no
 * host name. Which pins are trusted is asked anew at each handshake. An expired certificate is refused by name.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Predicate<Digest> trusted;

    PinnedTrust(Predicate<Digest> trusted) {
        this.trusted = trusted;
    }

    /** SHA-256 of a certificate in DER: what a member record calls the certificate pin. */
    static Digest pinOf(java.security.cert.Certificate certificate) throws CertificateException {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }

    private static void requireValid(X509Certificate certificate) throws CertificateException {
        String name =
                "The certificate of " + certificate.getSubjectX500Principal().getName();
        Instant now = Instant.now();
        Instant from = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new CertificateException(name + " expired at " + end);
        }
        if (now.isBefore(from)) {
            throw new CertificateException(name + " is valid only from " + from);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("No certificate was shown");
        }
        requireValid(chain[0]);
        Digest pin = pinOf(chain[0]);
        if (!trusted.test(pin)) {
            throw new CertificateException("The certificate " + pin.brief() + " is of no member of the consortium");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
