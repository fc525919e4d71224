package io.concordat.node.peer;

import io.concordat.node.keys.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Somebody who speaks HTTP to a peer listener by hand, with or without a certificate. */
public final class RawPeer implements AutoCloseable {
    private final HttpClient client;
    private final URI target;
    private final SSLContext tls;

    public RawPeer(Optional<TlsIdentity> identity, int port) throws Exception {
        tls = SSLContext.getInstance("TLS");
        KeyManager[] keys = identity.isPresent() ? keys(identity.get()) : new KeyManager[0];
        tls.init(keys, new TrustManager[] {new PinnedTrust(_ -> true)}, new SecureRandom());
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.target = URI.create("https://127.0.0.1:" + port + PeerListener.PATH);
    }

    /** A connection to write any bytes to. */
    Socket socket() throws IOException {
        return tls.getSocketFactory().createSocket(target.getHost(), target.getPort());
    }

    public HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(body)), headers);
    }

    /** Without saying how long the body is. */
    HttpResponse<String> postChunked(byte[] body, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(target)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                headers);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(target.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        request.setHeader("Content-Type", EnvelopeFormat.mediaType(EnvelopeFormat.WRITTEN));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static KeyManager[] keys(TlsIdentity identity) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(identity.certificatePem()));
        String pem = new String(identity.keyPem(), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        store.setKeyEntry(
                "me",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)),
                new char[0],
                new Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
