package io.concordat.node.peer;

import io.concordat.node.config.PeerConfig;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.worker.RequestTime;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TrustOptions;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * {@code POST /peer/v1/envelopes}: one signed envelope as the binary body of an {@link EnvelopeFormat} it knows, over TLS 1.3 with a client certificate that the
 * consortium pins. 204 means stored. {@code POST /peer/v1/probe} takes a body of any bytes, keeps nothing, and answers 204 with
 * this machine's time: members test the way with it. Only HTTP/1.1, no content encoding, at most {@link SignedEnvelope#MAX_BYTES}.
 */
final class PeerListener implements AutoCloseable {
    static final String PATH = "/peer/v1/envelopes";
    static final String PROBE_PATH = "/peer/v1/probe";
    static final String PROBE_MEDIA_TYPE = "application/octet-stream";
    private static final int INTAKE_THREADS = 4;

    private final PeerConfig config;
    private final Membership membership;
    private final Intaking intake;
    private final InstantSource clock;
    private final PeerRates rates;
    private final WorkerExecutor workers;
    private final HttpServer server;

    /** What becomes of what came in. */
    interface Intaking {
        /** Why an envelope from the member's connection is refused; empty if it was taken. */
        Optional<Rejection> envelope(Member from, byte[] body);

        /** The member's certificate is out of its time. */
        void certificateRefused(Member from, String reason);
    }

    PeerListener(
            Vertx vertx,
            PeerConfig config,
            PeerTls tls,
            Membership membership,
            Intaking intake,
            InstantSource clock,
            PeerRates rates) {
        this.rates = rates;
        this.config = config;
        this.membership = membership;
        this.intake = intake;
        this.clock = clock;
        this.workers = vertx.createSharedWorkerExecutor("peer-intake", INTAKE_THREADS);
        this.server = RequestTime.limit(
                vertx, vertx.createHttpServer(options(config, tls, membership)), config.idleTimeout(), this::handle);
    }

    Future<HttpServer> listen(String host, int port) {
        return server.listen(port, host);
    }

    /** Shows this certificate in handshakes from now on; connections that exist go on. */
    Future<Void> show(PeerTls tls) {
        return server.updateSSLOptions(options(config, tls, membership).getSslOptions())
                .mapEmpty();
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
        workers.close();
    }

    private static HttpServerOptions options(PeerConfig config, PeerTls tls, Membership membership) {
        return new HttpServerOptions()
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(tls.options())
                .setTrustOptions(TrustOptions.wrap(
                        PinnedTrust.atAnyTime(pin -> membership.withPin(pin).isPresent())))
                .setUseAlpn(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setDecompressionSupported(false)
                .setMaxInitialLineLength(1024)
                .setMaxHeaderSize(4096)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()));
    }

    private void handle(HttpServerRequest request) {
        Optional<X509Certificate> shown = shownBy(request);
        Optional<Member> peer = shown.flatMap(this::memberWith);
        Optional<String> late = shown.flatMap(certificate -> PinnedTrust.outOfTime(certificate, clock.instant()));
        if (peer.isEmpty()) {
            PeerAnswer.refuseAndClose(
                    request, new Rejection(ProblemType.UNKNOWN_MEMBER, "The certificate is of no member any more"));
        } else if (late.isPresent()) {
            refuseCertificate(peer.get(), late.get(), request);
        } else {
            serve(peer.get(), request);
        }
    }

    /** Cheapest first: how much the member sent lately, then the head, then the size of the body, and only then what is in it. */
    private void serve(Member peer, HttpServerRequest request) {
        PeerRates.Share share = rates.of(peer.id());
        Duration wait = share.request(BoundedBody.announced(request));
        if (!wait.isZero()) {
            PeerAnswer.askToWait(request, peer.id(), wait);
            return;
        }
        if (PROBE_PATH.equals(request.path()) && request.method().equals(HttpMethod.POST)) {
            BoundedBody.of(
                    request,
                    SignedEnvelope.MAX_BYTES,
                    _ -> request.response()
                            .setStatusCode(204)
                            .putHeader(HttpHeaders.DATE, now())
                            .end(),
                    tooLarge(request));
        } else if (!PATH.equals(request.path())) {
            PeerAnswer.refuseAndClose(request, new Rejection(ProblemType.NOT_FOUND, "Post envelopes to " + PATH));
        } else if (!request.method().equals(HttpMethod.POST)) {
            PeerAnswer.refuseAndClose(
                    request, new Rejection(ProblemType.METHOD_NOT_ALLOWED, "Envelopes are posted, nothing else"));
        } else {
            EnvelopeFormat.refusal(
                            request.getHeader(HttpHeaders.CONTENT_TYPE),
                            request.getHeader(HttpHeaders.CONTENT_ENCODING))
                    .ifPresentOrElse(
                            refusal -> PeerAnswer.refuseAndClose(request, refusal),
                            () -> BoundedBody.of(
                                    request,
                                    SignedEnvelope.MAX_BYTES,
                                    body -> take(peer, share, request, body),
                                    tooLarge(request)));
        }
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private static Runnable tooLarge(HttpServerRequest request) {
        return () -> PeerAnswer.refuseAndClose(
                request,
                new Rejection(
                        ProblemType.PAYLOAD_TOO_LARGE,
                        "Expected an envelope of at most " + SignedEnvelope.MAX_BYTES + " bytes"));
    }

    private void take(Member peer, PeerRates.Share share, HttpServerRequest request, Buffer body) {
        Duration wait = BoundedBody.announced(request) > 0 ? Duration.ZERO : share.unannounced(body.length());
        if (!wait.isZero() || !share.enter()) {
            PeerAnswer.askToWait(request, peer.id(), wait);
            return;
        }
        Consumer<Optional<Rejection>> answer =
                rejection -> rejection.ifPresentOrElse(refused -> PeerAnswer.refuse(request, refused), () -> {
                    request.response().setStatusCode(204).end();
                    Failpoint.RECEIVE_AFTER_ACK.reach();
                });
        workers.executeBlocking(() -> intake.envelope(peer, body.getBytes()), false)
                .onComplete(_ -> share.leave())
                .onSuccess(answer::accept)
                .onFailure(_ -> PeerAnswer.refuse(
                        request,
                        new Rejection(ProblemType.INTERNAL, "The envelope could not be stored; send it again")));
    }

    private void refuseCertificate(Member peer, String reason, HttpServerRequest request) {
        String sentence = reason + "; it is the one of " + peer.id() + " (" + peer.legalName() + ")";
        intake.certificateRefused(peer, sentence);
        PeerAnswer.refuseAndClose(request, new Rejection(ProblemType.CERTIFICATE_EXPIRED, sentence));
    }

    private static Optional<X509Certificate> shownBy(HttpServerRequest request) {
        try {
            Certificate shown = request.connection().peerCertificates().getFirst();
            return shown instanceof X509Certificate certificate ? Optional.of(certificate) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private Optional<Member> memberWith(X509Certificate certificate) {
        try {
            return membership.withPin(PinnedTrust.pinOf(certificate));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
