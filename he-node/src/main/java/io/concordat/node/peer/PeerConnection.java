package io.concordat.node.peer;

import io.concordat.node.config.PeerConfig;
import io.concordat.protocol.consortium.Member;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection to one member, whose certificate must be one that counts for it at the moment. Follows no redirect. */
final class PeerConnection {
    private static final int MAXIMUM_ANSWER_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final PeerConfig config;
    private final Membership membership;
    private final InstantSource clock;
    private final Member member;
    private volatile HttpClient client;

    PeerConnection(
            Vertx vertx, PeerConfig config, PeerTls tls, Membership membership, InstantSource clock, Member member) {
        this.vertx = vertx;
        this.config = config;
        this.membership = membership;
        this.clock = clock;
        this.member = member;
        this.client = client(tls);
    }

    /** From the next delivery on shows this certificate and asks for the other's anew. Nothing may be under way. */
    void reconnect(PeerTls tls) {
        HttpClient before = client;
        client = client(tls);
        before.close();
    }

    private HttpClient client(PeerTls tls) {
        return vertx.createHttpClient(options(tls), new PoolOptions().setHttp1MaxSize(1));
    }

    /**
     * What the other end answered.
     *
     * @param status the HTTP status; 204 acknowledges
     * @param detail the sentence of a refusal, empty if none
     * @param pause how long the other end asks to wait, zero if it asks for nothing
     */
    record Answer(int status, String detail, Duration pause) {

        boolean isAcknowledged() {
            return status == 204;
        }

        /** Whether sending the same again can never succeed. A version that is not read (415) is, once that node is upgraded. */
        boolean isFinal() {
            return status == 400 || status == 413;
        }
    }

    Future<Answer> post(byte[] envelope) {
        URI peer = membership.peer(member);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(peer.getHost())
                .setPort(peer.getPort())
                .setURI(PeerListener.PATH)
                .setTimeout(config.requestTimeout().toMillis())
                .putHeader("Content-Type", EnvelopeFormat.mediaType(EnvelopeFormat.WRITTEN));
        return client.request(request)
                .compose(sent -> sent.send(Buffer.buffer(envelope)))
                .compose(PeerConnection::answer);
    }

    void close() {
        client.close();
    }

    private HttpClientOptions options(PeerTls tls) {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setSsl(true)
                .setVerifyHost(false) // the pin says whose certificate it is; the name in it says nothing
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(tls.options())
                .setTrustOptions(TrustOptions.wrap(
                        new PinnedTrust(pin -> membership.pins(member).contains(pin), clock)))
                .setDecompressionSupported(false)
                .setMaxHeaderSize(4096)
                .setConnectTimeout(Math.toIntExact(config.requestTimeout().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                .setKeepAliveTimeout(
                        Math.max(1, Math.toIntExact(config.idleTimeout().toSeconds() / 2)));
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        Duration wait = asked(response.getHeader("Retry-After"));
        response.exceptionHandler(answer::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAXIMUM_ANSWER_BYTES) {
                answer.tryComplete(new Answer(response.statusCode(), "an answer that is too long", wait));
                response.request().connection().close();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(_ -> answer.tryComplete(new Answer(response.statusCode(), detail(body), wait)));
        return answer.future();
    }

    /** Seconds; a date or anything else asks for nothing. */
    private static Duration asked(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,4}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ZERO;
    }

    private static String detail(Buffer body) {
        try {
            String detail = body.length() == 0 ? "" : new JsonObject(body).getString("detail", "");
            return detail.length() > 500 ? detail.substring(0, 500) : detail;
        } catch (DecodeException | ClassCastException e) {
            return "an answer that is not a problem document";
        }
    }
}
