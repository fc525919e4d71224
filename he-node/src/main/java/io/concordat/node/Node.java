package io.concordat.node;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.node.access.ApiTokens;
import io.concordat.node.config.BuildInfo;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.http.AnalystListener;
import io.concordat.node.http.HealthListener;
import io.concordat.node.http.ListenerException;
import io.concordat.node.http.MetricsListener;
import io.concordat.node.http.Route;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.TlsFiles;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.keys.Unsealer;
import io.concordat.node.observe.HealthCheck;
import io.concordat.node.observe.Metrics;
import io.concordat.node.observe.OperatorLog;
import io.concordat.node.store.AuditFailedException;
import io.concordat.node.store.Database;
import io.concordat.node.store.DiskReserve;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.Retention;
import io.concordat.node.store.StoreException;
import io.concordat.node.store.TokenTable;
import io.concordat.node.trace.OtlpTracing;
import io.concordat.node.trace.Tracing;
import io.concordat.protocol.consortium.MemberId;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One bank's node, running: the listeners for the bank's own people and programs, the database, and, while it is unsealed, an {@link
 * OpenNode}. These two classes make all parts and hand them on in constructors, so they show which part knows which.
 */
public final class Node implements AutoCloseable {
    private static final int STOP_SECONDS = 30;

    private final Metrics metrics = new Metrics(version());
    private final OperatorLog log = new OperatorLog(metrics::count);
    private final Closing closing = new Closing();
    private final MemberId self;
    private final AnalystListener analyst;
    private final HealthListener health;
    private final MetricsListener scraped;
    private final NodeSeal seal;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    /** Starts a node; it answers on all its listeners when this returns. In production it is sealed then. */
    public static Node start(NodeConfig config) throws NodeStartException {
        return start(config, NodeSeams.production());
    }

    /** Starts a node whose seams a test replaced. */
    public static Node start(NodeConfig config, NodeSeams seams) throws NodeStartException {
        return new Node(config, seams);
    }

    private Node(NodeConfig config, NodeSeams seams) throws NodeStartException {
        this.self = config.member().id();
        boolean started = false;
        try {
            TlsFiles tlsFiles =
                    new TlsFiles(config.peer().certificateFile(), config.peer().privateKeyFile());
            AtomicReference<TlsIdentity> tls = new AtomicReference<>(tlsFiles.current());
            SafeStart.requireUnwatched(config.safety());
            Optional<Unsealer> unsealer = SafeStart.requireSeal(config);
            Database database = closing.add(Database.open(config.store()));
            database.watch(this::fail);
            Failpoint.START_AFTER_SCHEMA.reach();
            SafeStart.requireClock(
                    seams.clock().instant(),
                    BuildInfo.current().built(),
                    new EnvelopeTable(database).lastReceivedAt().map(Instant::ofEpochMilli),
                    tls.get());
            NodeMemory.Base memory =
                    NodeMemory.Base.open(database, config.store().incarnationFile(), seams.random(), seams.clock());
            Vertx vertx = vertx();
            Tracing trace = closing.add(trace(config));
            DiskReserve disk = new DiskReserve(config.store());
            Retention retention = new Retention(database, config.retention().jobs());
            closing.add(new Housekeeping(vertx, disk, retention, log, seams.clock()));
            ApiTokens tokens = ApiTokens.load(
                    new TokenTable(database), config.analyst().tokenFile(), seams.random(), seams.clock());
            this.analyst = closing.add(AnalystListener.start(vertx, config.analyst(), tokens, trace));
            this.seal = closing.add(new NodeSeal(
                    new OpenNode.Shell(config, seams, log, database, memory, disk, vertx, tlsFiles, tls, trace),
                    unsealer,
                    analyst,
                    tokens));
            List<HealthCheck> checks = NodeHealth.checks(
                    database, disk, memory::incarnation, tls::get, seal::view, seal::open, seams.clock());
            this.health = closing.add(HealthListener.start(vertx, config.health(), checks, facts()));
            new NodeMetrics(database, disk, seal::open, tls::get, seams.clock()).register(metrics, checks);
            this.scraped = closing.add(MetricsListener.start(vertx, config.metrics(), metrics));
            seal.start();
            log.nodeStarted(self, version(), config.peer().port(), analystPort(), healthPort());
            started = true;
        } catch (KeyFileException e) {
            throw new NodeStartException(NodeStartException.Kind.CONFIGURATION, e.getMessage(), e);
        } catch (StoreException | AuditFailedException e) {
            throw new NodeStartException(NodeStartException.Kind.STATE, String.valueOf(e.getMessage()), e);
        } catch (ListenerException e) {
            throw new NodeStartException(NodeStartException.Kind.LISTENER, e.getMessage(), e);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** The port for the other banks' nodes; 0 while the node is sealed. */
    public int peerPort() {
        return seal.open().map(open -> open.peers().port()).orElse(0);
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

    private void fail(String why) {
        if (failure.complete(why)) {
            log.storeLost(why);
        }
    }

    /** Names who is told if the node cannot go on and must be started again. */
    public void whenFailed(Consumer<String> told) {
        var _ = failure.thenAccept(told);
    }

    /** Stops everything. What was acknowledged or promised is on disk already. */
    @Override
    public void close() {
        log.nodeStopping(self);
        closing.close();
    }

    private Tracing trace(NodeConfig config) {
        return config.trace()
                .endpoint()
                .<Tracing>map(endpoint -> new OtlpTracing(endpoint, self.value(), version(), log::tracesLost))
                .orElse(Tracing.OFF);
    }

    private Vertx vertx() {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        closing.add(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS));
        return vertx;
    }

    private Map<String, Object> facts() {
        String arithmetic = ArithmeticChoice.current().summary();
        log.arithmeticChosen(arithmetic);
        return Map.of("member", self.value(), "version", version(), "arithmetic", arithmetic);
    }
}
