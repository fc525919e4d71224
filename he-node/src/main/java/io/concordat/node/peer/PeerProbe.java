package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Tries the way to another member's peer listener step by step, as a delivery would go it, and says how far it came. What it
 * sends is no envelope and changes nothing at the other end.
 */
public final class PeerProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI endpoint;
    private final Digest pin;
    private final AtomicReference<Optional<X509Certificate>> shown = new AtomicReference<>(Optional.empty());

    private PeerProbe(URI endpoint, Digest pin) {
        this.endpoint = endpoint;
        this.pin = pin;
    }

    /**
     * How far it came. A part that was not reached is empty.
     *
     * @param address the network address that the endpoint's name stands for
     * @param roundTrip the time to open a connection
     * @param shown the certificate that the other end showed
     * @param pinned whether it is the one that the member record names
     * @param problem why no answer came after a connection could be opened
     * @param theirTime the other end's clock at about the same moment as {@code ourTime}
     * @param ourTime this machine's clock in the middle of that exchange
     * @param bodyStatus the HTTP status for a body of the largest size an envelope may have; 204 is right
     * @param bytesPerSecond how fast that body went
     */
    public record Result(
            Optional<String> address,
            Optional<Duration> roundTrip,
            Optional<X509Certificate> shown,
            boolean pinned,
            Optional<String> problem,
            Optional<Instant> theirTime,
            Instant ourTime,
            Optional<Integer> bodyStatus,
            double bytesPerSecond) {

        static Result nothing(Instant now) {
            return new Result(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    0);
        }
    }

    /**
     * Goes the way.
     *
     * @param endpoint the other member's endpoint
     * @param pin SHA-256 of its certificate as its record names it
     * @param self the certificate that this node shows
     * @param key its private key
     * @param bodyBytes the size of the largest body to try
     */
    public static Result run(URI endpoint, Digest pin, X509Certificate self, PrivateKey key, int bodyBytes)
            throws InterruptedException {
        return new PeerProbe(endpoint, pin).run(self, key, bodyBytes);
    }

    private Result run(X509Certificate self, PrivateKey key, int bodyBytes) throws InterruptedException {
        Result result = Result.nothing(Instant.now());
        Optional<String> address = address();
        if (address.isEmpty()) {
            return result;
        }
        Optional<Duration> roundTrip = roundTrip();
        if (roundTrip.isEmpty()) {
            return new Result(
                    address,
                    roundTrip,
                    result.shown(),
                    false,
                    result.problem(),
                    result.theirTime(),
                    result.ourTime(),
                    result.bodyStatus(),
                    0);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(self, key))
                .connectTimeout(PATIENCE)
                .build()) {
            Instant before = Instant.now();
            HttpResponse<Void> first = post(client, 0);
            Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
            long begun = System.nanoTime();
            HttpResponse<Void> second = post(client, bodyBytes);
            double seconds = Math.max(1e-6, (System.nanoTime() - begun) / 1e9);
            return new Result(
                    address,
                    roundTrip,
                    shown.get(),
                    true,
                    Optional.empty(),
                    date(first),
                    middle,
                    Optional.of(second.statusCode()),
                    bodyBytes / seconds);
        } catch (IOException e) {
            return new Result(
                    address,
                    roundTrip,
                    shown.get(),
                    shown.get().isPresent() && isPinned(shown.get().get()),
                    Optional.of(FailureText.of(e)),
                    result.theirTime(),
                    Instant.now(),
                    result.bodyStatus(),
                    0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: a TLS context cannot be made", e);
        }
    }

    private Optional<String> address() {
        try {
            return Optional.of(InetAddress.getByName(endpoint.getHost()).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> roundTrip() {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.getHost(), endpoint.getPort()),
                    Math.toIntExact(PATIENCE.toMillis()));
            return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<Void> post(HttpClient client, int bytes) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(PeerListener.PROBE_PATH))
                .timeout(PATIENCE)
                .header("Content-Type", PeerListener.PROBE_MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers().firstValue("Date").map(text -> ZonedDateTime.parse(
                            text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isPinned(X509Certificate certificate) {
        try {
            return PinnedTrust.pinOf(certificate).equals(pin);
        } catch (CertificateException e) {
            return false;
        }
    }

    private SSLContext context(X509Certificate self, PrivateKey key) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("self", key, new char[0], new X509Certificate[] {self});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Recording()}, new SecureRandom());
        return context;
    }

    /** Trusts what the pin says, and remembers what was shown either way. */
    private final class Recording extends X509ExtendedTrustManager {
        private final PinnedTrust trust = new PinnedTrust(pin::equals);

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            shown.set(chain.length == 0 ? Optional.empty() : Optional.of(chain[0]));
            trust.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("This is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("This is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("This is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
