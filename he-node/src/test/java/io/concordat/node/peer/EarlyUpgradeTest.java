package io.concordat.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.testing.Eventually;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.message.Seal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that writes a version which another cannot read yet. */
@SuppressWarnings("try") // a test that is interrupted ends anyway
final class EarlyUpgradeTest {
    @TempDir
    Path directory;

    @Test
    void sendsTheSameAgainUntilTheOtherIsUpgraded() throws Exception {
        List<Buffer> bodies = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        try (PeerEnd alpha = new PeerEnd("alpha", directory.resolve("alpha"));
                PeerEnd beta = new PeerEnd("beta", directory.resolve("beta"));
                PeerEnd gamma = new PeerEnd("gamma", directory.resolve("gamma"))) {
            Consortium consortium = Consortium.of(
                    "Test", List.of(alpha.member(), beta.member(), gamma.member()), Charter.defaults(3, 512));
            await(vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new PeerTls(beta.tls.certificatePem(), beta.tls.keyPem()).options()))
                    .requestHandler(request -> answer(request, bodies))
                    .listen(beta.port(), "127.0.0.1"));
            alpha.start(Optional.of(consortium));
            var _ = alpha.peers().send(new Seal(Digest.ZERO, Digest.ZERO), Digest.ZERO, List.of(beta.id));
            var _ = alpha.peers().send(new Seal(Digest.ZERO, Digest.ZERO), Digest.ZERO, List.of(beta.id));

            Eventually.holds("both are delivered", () -> bodies.size() == 4);
            assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
            assertThat(bodies.get(2)).isEqualTo(bodies.get(0));
            assertThat(bodies.get(3)).isNotEqualTo(bodies.get(0));
        } finally {
            await(vertx.close());
        }
    }

    /** Reads nothing of this version the first two times, then takes it. */
    private static void answer(HttpServerRequest request, List<Buffer> bodies) {
        request.bodyHandler(body -> {
            bodies.add(body);
            request.response().setStatusCode(bodies.size() <= 2 ? 415 : 204).end();
        });
    }

    private static <T> void await(Future<T> future) throws Exception {
        var _ = future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
