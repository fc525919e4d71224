package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate because its SHA-256 is one that a member record names, and for no other reason: no authority, no
 * host name. Which pins are trusted is asked anew at each handshake. A certificate out of its time is refused by name: by the
 * client in the handshake, by the listener at each request, so that the other end reads why.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Predicate<Digest> trusted;
    private final Optional<InstantSource> clock;

    private PinnedTrust(Predicate<Digest> trusted, Optional<InstantSource> clock) {
        this.trusted = trusted;
        this.clock = clock;
    }

    /** Trusts these pins while their certificates are in their time by the system's clock. */
    PinnedTrust(Predicate<Digest> trusted) {
        this(trusted, InstantSource.system());
    }

    /** Trusts these pins while their certificates are in their time. */
    PinnedTrust(Predicate<Digest> trusted, InstantSource clock) {
        this(trusted, Optional.of(clock));
    }

    /** Trusts these pins; whoever uses it looks at the time itself. */
    static PinnedTrust atAnyTime(Predicate<Digest> trusted) {
        return new PinnedTrust(trusted, Optional.empty());
    }

    /** SHA-256 of a certificate in DER: what a member record calls the certificate pin. */
    static Digest pinOf(java.security.cert.Certificate certificate) throws CertificateException {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }

    /** Why a certificate does not count at this moment, with its name; empty if it is in its time. */
    static Optional<String> outOfTime(X509Certificate certificate, Instant now) {
        String name =
                "The certificate of " + certificate.getSubjectX500Principal().getName();
        Instant from = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Optional.of(name + " expired at " + end);
        }
        return now.isBefore(from) ? Optional.of(name + " is valid only from " + from) : Optional.empty();
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("No certificate was shown");
        }
        Optional<String> late = clock.flatMap(source -> outOfTime(chain[0], source.instant()));
        if (late.isPresent()) {
            throw new CertificateOutOfTimeException(late.get());
        }
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
