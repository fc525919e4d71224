package io.concordat.node;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.node.config.BuildInfo;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.consortium.CeremonyDriver;
import io.concordat.node.consortium.CeremonySetup;
import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.KeyEpochs;
import io.concordat.node.consortium.TranscriptStore;
import io.concordat.node.http.AnalystListener;
import io.concordat.node.http.CeremonyHandlers;
import io.concordat.node.http.GetConsortiumHandler;
import io.concordat.node.http.HealthListener;
import io.concordat.node.http.IdentityHandler;
import io.concordat.node.http.ListKeysHandler;
import io.concordat.node.http.ListenerException;
import io.concordat.node.http.MetricsListener;
import io.concordat.node.http.ProposeConsortiumHandler;
import io.concordat.node.http.RetireKeyHandler;
import io.concordat.node.http.Route;
import io.concordat.node.http.RouteHandler;
import io.concordat.node.http.StartCeremonyHandler;
import io.concordat.node.http.TranscriptHandler;
import io.concordat.node.http.WithdrawConsortiumHandler;
import io.concordat.node.job.JobTools;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.KeyVault;
import io.concordat.node.observe.HealthCheck;
import io.concordat.node.observe.Metrics;
import io.concordat.node.observe.OperatorLog;
import io.concordat.node.peer.PeerTls;
import io.concordat.node.peer.Peers;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.KeyEpochTable;
import io.concordat.node.store.StoreException;
import io.concordat.node.store.TokenTable;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One bank's node, running: everything it is made of is made here and handed on in constructors, so this class shows which
 * part knows which.
 */
public final class Node implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final NodeConfig config;
    private final NodeSeams seams;
    private final Metrics metrics = new Metrics(version());
    private final OperatorLog log = new OperatorLog(metrics::count);
    private final Closing closing = new Closing();
    private final MemberId self;
    private final Peers peers;
    private final AnalystListener analyst;
    private final HealthListener health;
    private final MetricsListener scraped;

    /** Starts a node; it answers on all its listeners when this returns. */
    public static Node start(NodeConfig config) throws NodeStartException {
        return start(config, NodeSeams.production());
    }

    /** Starts a node whose seams a test replaced. */
    public static Node start(NodeConfig config, NodeSeams seams) throws NodeStartException {
        return new Node(config, seams);
    }

    private Node(NodeConfig config, NodeSeams seams) throws NodeStartException {
        this.config = config;
        this.seams = seams;
        this.self = config.member().id();
        boolean started = false;
        try {
            NodeKeys keys = NodeKeys.read(config);
            Database database = closing.add(Database.open(config.store()));
            SafeStart.requireClock(
                    seams.clock().instant(),
                    BuildInfo.current().built(),
                    new EnvelopeTable(database).lastReceivedAt().map(Instant::ofEpochMilli),
                    keys.tls());
            Incarnation incarnation = incarnation(database);
            database.audit()
                    .append(
                            AuditEntry.Kind.START,
                            "version " + version() + " incarnation " + incarnation.id()
                                    + (incarnation.quarantined() ? " quarantined" : ""));
            Vertx vertx = vertx();
            CryptoPool pool = closing.add(CryptoPool.of(config.crypto().threads()));
            ExecutorService waiting = executor(Executors.newVirtualThreadPerTaskExecutor());
            this.peers = closing.add(peers(vertx, keys, database));
            ConsortiumDriver consortium = consortium(keys, database);
            KeyEpochs epochs = new KeyEpochs(
                    new KeyEpochTable(database),
                    new KeyVault(config.keys().shareDirectory(), keys.lock(), seams.random()),
                    seams.random(),
                    seams.clock());
            TranscriptStore transcripts = transcripts();
            CeremonyDriver ceremonies = ceremonies(keys, consortium, epochs, transcripts, waiting, pool);
            Jobs jobs = closing.add(
                    new Jobs(jobSetup(database, pool, consortium, epochs, incarnation), seams.random(), seams.clock()));
            resume(keys, consortium, jobs);
            listen();
            List<RouteHandler> routes = new ArrayList<>(jobs.routes());
            routes.addAll(routes(consortium, epochs, transcripts, ceremonies));
            ApiTokens tokens = ApiTokens.load(
                    new TokenTable(database),
                    config.analyst().tokenFile(),
                    seams.clock().millis());
            this.analyst = closing.add(AnalystListener.start(vertx, config.analyst(), routes, tokens));
            List<HealthCheck> checks =
                    NodeHealth.checks(database, incarnation, keys.tls(), pool, jobs::notResumed, seams.clock());
            this.health = closing.add(HealthListener.start(vertx, config.health(), checks, facts()));
            new NodeMetrics(database, peers, jobs, pool, keys::tls, seams.clock()).register(metrics, checks);
            this.scraped = closing.add(MetricsListener.start(vertx, config.metrics(), metrics));
            log.nodeStarted(self, version(), peerPort(), analystPort(), healthPort());
            started = true;
        } catch (KeyFileException e) {
            throw new NodeStartException(NodeStartException.Kind.CONFIGURATION, e.getMessage(), e);
        } catch (StoreException e) {
            throw new NodeStartException(NodeStartException.Kind.STATE, e.getMessage(), e);
        } catch (ListenerException e) {
            throw new NodeStartException(NodeStartException.Kind.LISTENER, e.getMessage(), e);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** The port for the other banks' nodes. */
    public int peerPort() {
        return peers.port();
    }

    /** The port of the REST API. */
    public int analystPort() {
        return analyst.port();
    }

    /** The routes of the REST API. */
    List<Route> routes() {
        return analyst.routes();
    }

    /** The port of the health checks. */
    public int healthPort() {
        return health.port();
    }

    /** The port of the metrics. */
    public int metricsPort() {
        return scraped.port();
    }

    /** Which version of the program this is. */
    public static String version() {
        return BuildInfo.current().version();
    }

    /** Stops everything. What was acknowledged or promised is on disk already. */
    @Override
    public void close() {
        log.nodeStopping(self);
        closing.close();
    }

    private Incarnation incarnation(Database database) throws StoreException {
        byte[] fresh = new byte[16];
        seams.random().nextBytes(fresh);
        Incarnation incarnation = new InstallationTable(database, config.store().incarnationFile())
                .open(HexFormat.of().formatHex(fresh));
        if (incarnation.quarantined()) {
            log.quarantined(incarnation.id());
        }
        return incarnation;
    }

    private Vertx vertx() {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        closing.add(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS));
        return vertx;
    }

    private ExecutorService executor(ExecutorService executor) {
        closing.add(executor::shutdownNow);
        return executor;
    }

    private Peers peers(Vertx vertx, NodeKeys keys, Database database) {
        return new Peers(
                vertx,
                new Peers.Setup(
                        self,
                        config.peer(),
                        new PeerTls(keys.tls().certificatePem(), keys.tls().keyPem()),
                        keys.identity().signer(),
                        new StoredEnvelopeLog(new EnvelopeTable(database), seams.clock()),
                        new PeerLog(log),
                        seams.tap(),
                        seams.clock()));
    }

    private ConsortiumDriver consortium(NodeKeys keys, Database database) {
        return new ConsortiumDriver(
                keys.member(),
                keys.identity().signer(),
                new ConsortiumTable(database),
                new ConsortiumDriver.Peering(peers, peers),
                new ConsortiumLog(log),
                seams.clock());
    }

    private CeremonyDriver ceremonies(
            NodeKeys keys,
            ConsortiumDriver consortium,
            KeyEpochs epochs,
            TranscriptStore transcripts,
            ExecutorService waiting,
            CryptoPool pool) {
        return new CeremonyDriver(new CeremonySetup(
                consortium::active,
                new ConsortiumDriver.Peering(peers, peers),
                epochs,
                transcripts,
                keys.identity().signer(),
                pool,
                waiting,
                closing.add(new Timers(waiting)),
                seams.random(),
                seams.clock(),
                seams.parameters(),
                new ConsortiumLog(log),
                "concordat " + version()));
    }

    private Jobs.Setup jobSetup(
            Database database,
            CryptoPool pool,
            ConsortiumDriver consortium,
            KeyEpochs epochs,
            Incarnation incarnation) {
        Optional<Rejection> notReady = incarnation.quarantined()
                ? Optional.of(new Rejection(
                        ProblemType.QUARANTINED,
                        "This node's database may be older than what it signed; it opens nothing"))
                : Optional.empty();
        return new Jobs.Setup(
                database,
                peers,
                pool,
                new JobTools.Standing(
                        consortium::active, new StoredJointKeys(epochs, self, consortium::active), () -> notReady),
                config.data().directories(),
                config.store().file().resolveSibling("jobs"));
    }

    private void resume(NodeKeys keys, ConsortiumDriver consortium, Jobs jobs) throws NodeStartException {
        Optional<String> changed = consortium.changedSince(keys.member().member());
        if (changed.isPresent()) {
            throw new NodeStartException(NodeStartException.Kind.CONFIGURATION, config.file() + ": " + changed.get());
        }
        SafeStart.requireKeyBits(config.safety(), consortium.active().map(Consortium::charter));
        consortium.resume();
        jobs.resume();
    }

    private void listen() throws ListenerException {
        String host = config.peer().host();
        int port = config.peer().port();
        try {
            var _ = peers.start().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw ListenerException.of("peer", host, port, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw ListenerException.of("peer", host, port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ListenerException.of("peer", host, port, e);
        }
    }

    private TranscriptStore transcripts() throws NodeStartException {
        Path directory = config.store().file().resolveSibling("transcripts");
        try {
            return TranscriptStore.open(directory);
        } catch (IOException e) {
            throw new NodeStartException(
                    NodeStartException.Kind.STATE,
                    "The directory " + directory + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private List<RouteHandler> routes(
            ConsortiumDriver consortium, KeyEpochs epochs, TranscriptStore transcripts, CeremonyDriver ceremonies) {
        List<RouteHandler> routes = new ArrayList<>(CeremonyHandlers.of(ceremonies, seams.clock()));
        routes.add(new IdentityHandler(consortium));
        routes.add(new ProposeConsortiumHandler(consortium, SafeStart.leastKeyBits(config.safety())));
        routes.add(new GetConsortiumHandler(consortium));
        routes.add(new WithdrawConsortiumHandler(consortium));
        routes.add(new StartCeremonyHandler(ceremonies, seams.clock()));
        routes.add(new ListKeysHandler(consortium, epochs));
        routes.add(new RetireKeyHandler(consortium, epochs));
        routes.add(new TranscriptHandler(transcripts));
        return routes;
    }

    private Map<String, Object> facts() {
        String arithmetic = ArithmeticChoice.current().summary();
        log.arithmeticChosen(arithmetic);
        return Map.of("member", self.value(), "version", version(), "arithmetic", arithmetic);
    }
}
