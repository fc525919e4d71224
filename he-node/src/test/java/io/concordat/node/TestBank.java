package io.concordat.node;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.access.Role;
import io.concordat.node.access.TokenVerifier;
import io.concordat.node.client.NodeClient;
import io.concordat.node.config.AnalystConfig;
import io.concordat.node.config.DataSize;
import io.concordat.node.config.PeerConfig;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.http.AnalystListener;
import io.concordat.node.job.JobTools;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.peer.PeerEvents;
import io.concordat.node.peer.PeerTls;
import io.concordat.node.peer.Peers;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.trace.Tracing;
import io.concordat.node.training.JointKey;
import io.concordat.node.training.JointKeys;
import io.concordat.node.worker.CryptoPool;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Signer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/** One bank of a test: its own directory, database, TLS certificate, signing key and two approvers. */
public final class TestBank implements AutoCloseable {

    private static final RandomSource RANDOM = RandomSource.of(new SecureRandom());
    private static final String TOKEN = "test-token";

    private final MemberId id;
    private final Path directory;
    private final EnvelopeTap tap;
    private final RandomSource random;
    private final Signer signer = Ed25519.signer(Ed25519.generate(RANDOM));
    private final List<Signer> approvers =
            List.of(Ed25519.signer(Ed25519.generate(RANDOM)), Ed25519.signer(Ed25519.generate(RANDOM)));
    private final TlsIdentity tls;
    private final AtomicReference<Optional<Consortium>> consortium = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<JointKey>> key = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Rejection>> notReady = new AtomicReference<>(Optional.empty());
    private int peerPort;
    private Optional<Running> running = Optional.empty();

    private record Running(
            Vertx vertx,
            Database database,
            Peers peers,
            Jobs jobs,
            AnalystListener analyst,
            CryptoPool crypto,
            NodeClient client) {}

    /** @param random what its jobs draw nonces and salts from */
    public TestBank(String id, Path directory, EnvelopeTap tap, RandomSource random) throws Exception {
        this.id = MemberId.of(id);
        this.random = random;
        this.directory = Files.createDirectories(directory);
        this.tap = tap;
        Files.createDirectories(data());
        Path certificate = directory.resolve("tls.pem");
        Path privateKey = directory.resolve("tls-key.pem");
        TlsIdentity.create(
                id, "127.0.0.1", certificate, privateKey, Clock.systemUTC().instant());
        this.tls = TlsIdentity.read(certificate, privateKey);
    }

    /** Starts or restarts everything; the peer port stays the same. */
    public void start() throws Exception {
        Clock clock = Clock.systemUTC();
        Vertx vertx = Vertx.vertx();
        StoreConfig store = new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation"));
        Database database = Database.open(store);
        byte[] fresh = new byte[16];
        RANDOM.nextBytes(fresh);
        new InstallationTable(database, store.incarnationFile())
                .open(java.util.HexFormat.of().formatHex(fresh));
        Peers peers = new Peers(
                vertx,
                new Peers.Setup(
                        id,
                        peerConfig(),
                        new PeerTls(tls.certificatePem(), tls.keyPem()),
                        signer,
                        new StoredEnvelopeLog(new EnvelopeTable(database), clock),
                        new LoggedPeerEvents(),
                        tap,
                        clock));
        CryptoPool crypto = CryptoPool.of(2);
        Jobs jobs = new Jobs(
                new Jobs.Setup(
                        database,
                        peers,
                        signer,
                        crypto,
                        new JobTools.Standing(
                                consortium::get,
                                id -> consortium.get().filter(now -> now.consortiumId()
                                        .equals(id)),
                                new OneKey(),
                                notReady::get),
                        List.of(data()),
                        directory.resolve("jobs"),
                        Tracing.OFF),
                random,
                clock);
        consortium.get().ifPresent(peers::enter);
        jobs.resume();
        peers.start().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        peerPort = peers.port();
        AnalystListener analyst = AnalystListener.start(vertx, analystConfig(), this::verify, Tracing.OFF);
        analyst.serve(jobs.routes(), Optional.empty());
        NodeClient client = NodeClient.of(URI.create("http://127.0.0.1:" + analyst.port()), TOKEN);
        running = Optional.of(new Running(vertx, database, peers, jobs, analyst, crypto, client));
    }

    private TokenVerifier.Verdict verify(String token) {
        return token.equals(TOKEN) ? new TokenVerifier.Valid("test", Role.all()) : new TokenVerifier.Unknown();
    }

    private PeerConfig peerConfig() {
        return new PeerConfig(
                "127.0.0.1",
                peerPort,
                URI.create("https://127.0.0.1:" + Math.max(1, peerPort)),
                directory.resolve("tls.pem"),
                directory.resolve("tls-key.pem"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofHours(1),
                0,
                PeerConfig.Limits.STANDARD);
    }

    private AnalystConfig analystConfig() {
        return new AnalystConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                directory.resolve("token"),
                DataSize.ofMebibytes(1),
                Duration.ofSeconds(60),
                1_000);
    }

    /** What the others know of this bank; it must have been started once. */
    public Member record() {
        String name = id.value().toUpperCase(Locale.ROOT).replace("-", "");
        return new Member(
                id,
                "Test " + id,
                Lei.withCheckDigits((name + "000000000000000000").substring(0, 18)),
                URI.create("https://127.0.0.1:" + peerPort),
                signer.publicKey(),
                tls.pin(),
                List.of(
                        new Approver("first of " + id, approvers.getFirst().publicKey()),
                        new Approver("second of " + id, approvers.getLast().publicKey())));
    }

    /** From now on this bank is in the consortium and holds the key. */
    public void join(Consortium of, JointKey held) {
        consortium.set(Optional.of(of));
        key.set(Optional.of(held));
        running().peers().enter(of);
    }

    /** Lets both approvers of this bank sign the task of a job over the API. */
    public void approve(String job) throws Exception {
        Digest task = Digest.ofHex(
                client().get("/api/v1/jobs/" + job + "/task").path("taskHash").asText());
        for (int i = 0; i < approvers.size(); i++) {
            Approval approval = Approval.sign(id, task, approvers.get(i));
            client().post(
                            "/api/v1/jobs/" + job + "/approvals",
                            new com.fasterxml.jackson.databind.ObjectMapper()
                                    .createObjectNode()
                                    .put("approver", record().approvers().get(i).name())
                                    .put(
                                            "signature",
                                            java.util.Base64.getEncoder()
                                                    .encodeToString(
                                                            approval.signature().toByteArray())));
        }
    }

    /** From now on the node may not sign in jobs, for this reason; or may again. */
    public void signOnlyIf(Optional<Rejection> reasonNotTo) {
        notReady.set(reasonNotTo);
    }

    public MemberId id() {
        return id;
    }

    /** Where CSV files go. */
    public Path data() {
        return directory.resolve("data");
    }

    public Path directory() {
        return directory;
    }

    /** The bank's own API. */
    public NodeClient client() {
        return running().client();
    }

    private Running running() {
        return running.orElseThrow(() -> new IllegalStateException(id + " is not started"));
    }

    /** Stops everything at once, in the middle of whatever it does. */
    @Override
    public void close() {
        if (running.isEmpty()) {
            return;
        }
        Running now = running.get();
        running = Optional.empty();
        now.client().close();
        now.analyst().close();
        now.peers().close();
        now.jobs().close();
        now.crypto().close();
        now.vertx()
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        now.database().close();
    }

    private final class OneKey implements JointKeys {
        @Override
        public Optional<JointKey> find(Digest keyId) {
            return key.get().filter(held -> held.keyId().equals(keyId));
        }

        @Override
        public Optional<JointKey> current() {
            return key.get();
        }

        @Override
        public boolean isRetired(Digest keyId) {
            return false;
        }
    }

    private final class LoggedPeerEvents implements PeerEvents {
        @Override
        public void unreachable(MemberId member, String reason) {
            say(member + " unreachable: " + reason);
        }

        @Override
        public void reachable(MemberId member) {
            say(member + " reachable");
        }

        @Override
        public void deliveryRefused(MemberId member, String reason) {
            say(member + " refused an envelope: " + reason);
        }

        @Override
        public void certificateRefused(MemberId member, String reason) {
            say(member + " certificate: " + reason);
        }

        @Override
        public void deliveryGivenUp(MemberId member, Digest envelopeHash) {
            say("gave up " + envelopeHash.brief() + " to " + member);
        }

        @Override
        public void envelopeRefused(MemberId member, Rejection rejection) {
            say("refused an envelope of " + member + ": " + rejection);
        }

        @Override
        public void receiverFailed(MessageType type, Digest envelopeHash, RuntimeException cause) {
            LoggerFactory.getLogger(TestBank.class).error("{}: receiving {} failed", id, type, cause);
        }

        private void say(String what) {
            LoggerFactory.getLogger(TestBank.class).warn("{}: {}", id, what);
        }
    }
}
