package io.concordat.node.peer;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.StoredEnvelopes;
import io.concordat.node.config.PeerConfig;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.store.Database;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.testing.TestPorts;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One end of the network with its own keys and database, that can be stopped and started again. */
@SuppressWarnings("try") // a test that is interrupted ends anyway
final class PeerEnd implements AutoCloseable {
    private static final RandomSource RANDOM = RandomSource.of(new SecureRandom());

    final MemberId id;
    final SigningKey key = SigningKey.generate(RANDOM);
    final TlsIdentity tls;
    final List<ReceivedEnvelope> received = new CopyOnWriteArrayList<>();
    final List<Rejection> refused = new CopyOnWriteArrayList<>();
    final List<String> unreachable = new CopyOnWriteArrayList<>();
    final AtomicInteger failed = new AtomicInteger();
    volatile boolean receives = true;
    PeerConfig.Limits limits = PeerConfig.Limits.STANDARD;
    Duration idle = Duration.ofSeconds(30);
    private final Path directory;
    private final int port;
    private final SigningKey first = SigningKey.generate(RANDOM);
    private final SigningKey second = SigningKey.generate(RANDOM);
    private Optional<Running> running = Optional.empty();

    private record Running(Vertx vertx, Database database, Peers peers) {}

    PeerEnd(String id, Path directory) throws Exception {
        this(id, directory, TestPorts.free());
    }

    PeerEnd(String id, Path directory, int port) throws Exception {
        this.id = MemberId.of(id);
        this.directory = Files.createDirectories(directory);
        this.port = port;
        Path certificate = directory.resolve("tls.pem");
        Path privateKey = directory.resolve("tls-key.pem");
        TlsIdentity.create(
                id, "127.0.0.1", certificate, privateKey, Clock.systemUTC().instant());
        this.tls = TlsIdentity.read(certificate, privateKey);
    }

    Member member() {
        String name = id.value().toUpperCase(Locale.ROOT).replace("-", "");
        return new Member(
                id,
                "Test " + id,
                Lei.withCheckDigits((name + "000000000000000000").substring(0, 18)),
                URI.create("https://127.0.0.1:" + port),
                key.publicKey(),
                tls.pin(),
                List.of(new Approver("first", first.publicKey()), new Approver("second", second.publicKey())));
    }

    PeerEnd start(Optional<Consortium> consortium) throws Exception {
        Vertx vertx = Vertx.vertx();
        StoreConfig store = new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation"));
        Database database = Database.open(store);
        byte[] fresh = new byte[16];
        RANDOM.nextBytes(fresh);
        new InstallationTable(database, store.incarnationFile())
                .open(HexFormat.of().formatHex(fresh));
        Peers peers = new Peers(
                vertx,
                new Peers.Setup(
                        id,
                        config(),
                        new PeerTls(tls.certificatePem(), tls.keyPem()),
                        key.signer(),
                        StoredEnvelopes.of(database),
                        new Recorder(),
                        EnvelopeTap.none(),
                        Clock.systemUTC()));
        for (MessageType type : MessageType.values()) {
            peers.register(type, this::receive);
        }
        consortium.ifPresent(peers::enter);
        peers.start().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        running = Optional.of(new Running(vertx, database, peers));
        return this;
    }

    private void receive(ReceivedEnvelope envelope) {
        if (!receives) {
            throw new IllegalStateException("not now");
        }
        received.add(envelope);
    }

    Peers peers() {
        return running.orElseThrow().peers();
    }

    int port() {
        return port;
    }

    /** What came in from others. */
    List<ReceivedEnvelope> fromOthers() {
        return received.stream().filter(r -> !r.envelope().from().equals(id)).toList();
    }

    @Override
    public void close() throws Exception {
        if (running.isPresent()) {
            Running now = running.get();
            running = Optional.empty();
            now.peers().close();
            now.vertx().close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            now.database().close();
        }
    }

    private PeerConfig config() {
        return new PeerConfig(
                "127.0.0.1",
                port,
                URI.create("https://127.0.0.1:" + port),
                directory.resolve("tls.pem"),
                directory.resolve("tls-key.pem"),
                idle,
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofHours(1),
                0,
                limits);
    }

    private final class Recorder implements PeerEvents {
        @Override
        public void unreachable(MemberId member, String reason) {
            unreachable.add(member + ": " + reason);
        }

        @Override
        public void reachable(MemberId member) {}

        @Override
        public void deliveryRefused(MemberId member, String reason) {
            unreachable.add(member + " refused: " + reason);
        }

        @Override
        public void certificateRefused(MemberId member, String reason) {
            unreachable.add(member + " certificate: " + reason);
        }

        @Override
        public void deliveryGivenUp(MemberId member, Digest envelopeHash) {}

        @Override
        public void envelopeRefused(MemberId member, Rejection rejection) {
            refused.add(rejection);
        }

        @Override
        public void receiverFailed(MessageType type, Digest envelopeHash, RuntimeException cause) {
            failed.incrementAndGet();
        }
    }
}
