package io.concordat.node;

import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.SafetyConfig;
import io.concordat.node.consortium.CeremonyDriver;
import io.concordat.node.consortium.CeremonySetup;
import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.KeyEpochs;
import io.concordat.node.consortium.OwnRecord;
import io.concordat.node.consortium.TranscriptStore;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.http.ApiRequest;
import io.concordat.node.http.ApiResponse;
import io.concordat.node.http.CeremonyHandlers;
import io.concordat.node.http.GetConsortiumHandler;
import io.concordat.node.http.IdentityHandler;
import io.concordat.node.http.ListKeysHandler;
import io.concordat.node.http.ListenerException;
import io.concordat.node.http.MembershipHandlers;
import io.concordat.node.http.ProposeConsortiumHandler;
import io.concordat.node.http.RefusedException;
import io.concordat.node.http.RetireKeyHandler;
import io.concordat.node.http.Route;
import io.concordat.node.http.RouteHandler;
import io.concordat.node.http.StandingHandler;
import io.concordat.node.http.StartCeremonyHandler;
import io.concordat.node.http.TranscriptHandler;
import io.concordat.node.http.WithdrawConsortiumHandler;
import io.concordat.node.job.JobTools;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealGuard;
import io.concordat.node.keys.TlsFiles;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.observe.OperatorLog;
import io.concordat.node.peer.PeerTls;
import io.concordat.node.peer.Peers;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.DiskReserve;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.KeyEpochTable;
import io.concordat.node.trace.Tracing;
import io.concordat.node.witness.Standing;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.Succession;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The part of a node that exists only while it is unsealed: everything that signs, opens shares or speaks with other banks. It is made
 * anew at each unsealing, as at a start, and takes up what the last one left on disk.
 */
final class OpenNode implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final Shell shell;
    private final SealGuard guard = new SealGuard();
    private final Closing closing = new Closing();
    private final AtomicReference<Runnable> whenActive = new AtomicReference<>(() -> {});
    private final CryptoPool pool;
    private final Peers peers;
    private final Jobs jobs;
    private final List<RouteHandler> routes;

    /**
     * What of the node is there whether it is sealed or not.
     *
     * @param config as it was read
     * @param seams what tests replace
     * @param log tells the operator
     * @param database open
     * @param memory whether the database can be trusted
     * @param disk says whether there is space to decide anything
     * @param vertx runs the listeners
     * @param tlsFiles the files of the certificate
     * @param tls the certificate in use
     * @param trace is told how long things took
     */
    record Shell(
            NodeConfig config,
            NodeSeams seams,
            OperatorLog log,
            Database database,
            NodeMemory.Base memory,
            DiskReserve disk,
            Vertx vertx,
            TlsFiles tlsFiles,
            AtomicReference<TlsIdentity> tls,
            Tracing trace) {
        MemberId self() {
            return config.member().id();
        }
    }

    /** Opens what the root key opens, takes up what was left, and listens for the other banks. Erases the key when it is closed. */
    OpenNode(Shell shell, RootKey root) throws NodeStartException, ListenerException {
        this.shell = shell;
        boolean started = false;
        try {
            closing.add(root::erase);
            NodeKeys keys = NodeKeys.open(
                    shell.config(),
                    root,
                    shell.tls().get(),
                    guard,
                    shell.seams().random());
            this.pool = closing.add(CryptoPool.of(shell.config().crypto().threads()));
            ExecutorService waiting = executor(Executors.newVirtualThreadPerTaskExecutor());
            this.peers = closing.add(peers(keys));
            OwnRecord own = new OwnRecord(keys.member(), keys.signer());
            ConsortiumDriver consortium = consortium(own);
            Endpoints endpoints = new Endpoints(shell, own, peers);
            KeyEpochs epochs = new KeyEpochs(
                    new KeyEpochTable(shell.database()),
                    keys.vault(),
                    shell.seams().random(),
                    shell.seams().clock());
            TranscriptStore transcripts = transcripts();
            CeremonyDriver ceremonies = ceremonies(keys, consortium, epochs, transcripts, waiting);
            NodeMemory memory = closing.add(new NodeMemory(
                    shell.memory(), peers, keys.signer().publicKey(), consortium::active, shell.log(), waiting));
            this.jobs = closing.add(new Jobs(
                    jobSetup(keys, consortium, epochs, memory.standing()),
                    shell.seams().random(),
                    shell.seams().clock()));
            memory.attach(jobs);
            whenActive.set(() -> {
                memory.begin();
                ceremonies.endFormer();
            });
            consortium.onSuccession(succession -> {
                jobs.endAll(membersChanged(succession));
                ceremonies.endAll("The consortium has a new version; start the key ceremony again if it is needed");
                epochs.succeed(succession);
                endpoints.membersChanged();
            });
            resume(own, consortium, endpoints);
            Failpoint.START_AFTER_RESUME.reach();
            memory.begin();
            listen();
            endpoints.watch(closing.add(new Timers(waiting)));
            List<RouteHandler> all = new ArrayList<>(jobs.routes());
            all.addAll(endpoints.routes());
            all.add(new StandingHandler(memory::view));
            all.addAll(routesOf(consortium, epochs, transcripts, ceremonies));
            this.routes = all.stream().map(OpenNode::answeringSealed).toList();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    Peers peers() {
        return peers;
    }

    Jobs jobs() {
        return jobs;
    }

    CryptoPool pool() {
        return pool;
    }

    List<RouteHandler> routes() {
        return routes;
    }

    /** From now on nothing is signed and no share opened, whatever is under way. */
    void shut() {
        guard.shut();
    }

    @Override
    public void close() {
        guard.shut();
        closing.close();
    }

    /** A request that was under way when the node was sealed is told so. */
    private static RouteHandler answeringSealed(RouteHandler handler) {
        return new RouteHandler() {
            @Override
            public Route route() {
                return handler.route();
            }

            @Override
            public ApiResponse handle(ApiRequest request) throws RefusedException {
                try {
                    return handler.handle(request);
                } catch (SealGuard.SealedException e) {
                    throw new RefusedException(ProblemType.SEALED, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private ExecutorService executor(ExecutorService executor) {
        closing.add(executor::shutdownNow);
        return executor;
    }

    private Peers peers(NodeKeys keys) {
        TlsIdentity tls = shell.tls().get();
        return new Peers(
                shell.vertx(),
                new Peers.Setup(
                        shell.self(),
                        shell.config().peer(),
                        new PeerTls(tls.certificatePem(), tls.keyPem()),
                        keys.signer(),
                        new StoredEnvelopeLog(
                                new EnvelopeTable(shell.database()),
                                shell.seams().clock()),
                        new PeerLog(shell.log()),
                        shell.seams().tap(),
                        shell.seams().clock()));
    }

    private ConsortiumDriver consortium(OwnRecord own) {
        return new ConsortiumDriver(
                own,
                new ConsortiumTable(shell.database()),
                new ConsortiumDriver.Peering(peers, peers),
                new ConsortiumLog(shell.log(), () -> whenActive.get().run()),
                shell.seams().clock(),
                shell.config().safety().profile() == SafetyConfig.Profile.PRODUCTION);
    }

    private CeremonyDriver ceremonies(
            NodeKeys keys,
            ConsortiumDriver consortium,
            KeyEpochs epochs,
            TranscriptStore transcripts,
            ExecutorService waiting) {
        return new CeremonyDriver(new CeremonySetup(
                consortium::active,
                new ConsortiumDriver.Peering(peers, peers),
                epochs,
                transcripts,
                keys.signer(),
                pool,
                waiting,
                closing.add(new Timers(waiting)),
                shell.seams().random(),
                shell.seams().clock(),
                shell.seams().parameters(),
                new ConsortiumLog(shell.log(), () -> {}),
                "concordat " + Node.version()));
    }

    private Jobs.Setup jobSetup(NodeKeys keys, ConsortiumDriver consortium, KeyEpochs epochs, Standing standing) {
        return new Jobs.Setup(
                shell.database(),
                peers,
                keys.signer(),
                pool,
                new JobTools.Standing(
                        consortium::active,
                        consortium::version,
                        new StoredJointKeys(epochs, guard, shell.self(), consortium::active),
                        () -> standing.notReady().or(this::diskProblem),
                        standing::quarantine),
                shell.config().data().directories(),
                shell.config().store().file().resolveSibling("jobs"),
                shell.trace());
    }

    /** Passes by itself once there is space. */
    private Optional<Rejection> diskProblem() {
        return shell.disk().problem().map(problem -> new Rejection(ProblemType.NOT_READY, problem));
    }

    private void resume(OwnRecord own, ConsortiumDriver consortium, Endpoints endpoints) throws NodeStartException {
        Optional<String> changed = consortium.changedSince(own.now().member());
        if (changed.isEmpty()) {
            changed = endpoints.resume(
                    consortium.status().map(status -> status.signed().consortium()));
        }
        if (changed.isPresent()) {
            throw new NodeStartException(
                    NodeStartException.Kind.CONFIGURATION, shell.config().file() + ": " + changed.get());
        }
        SafeStart.requireKeyBits(shell.config().safety(), consortium.active().map(Consortium::charter));
        consortium.resume();
        jobs.resume();
    }

    private static Rejection membersChanged(Succession succession) {
        return new Rejection(
                ProblemType.MEMBERSHIP_CHANGED,
                "Version " + succession.after().lineage().version() + " of the consortium is active"
                        + (succession.removed().isEmpty() ? "" : "; removed: " + succession.removed())
                        + (succession.after().lineage().suspended().isEmpty()
                                ? ""
                                : "; suspended: " + succession.after().lineage().suspended())
                        + ". Jobs of the version before end.");
    }

    private void listen() throws ListenerException {
        String host = shell.config().peer().host();
        int port = shell.config().peer().port();
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
        Path directory = shell.config().store().file().resolveSibling("transcripts");
        try {
            return TranscriptStore.open(directory);
        } catch (IOException e) {
            throw new NodeStartException(
                    NodeStartException.Kind.STATE,
                    "The directory " + directory + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private List<RouteHandler> routesOf(
            ConsortiumDriver consortium, KeyEpochs epochs, TranscriptStore transcripts, CeremonyDriver ceremonies) {
        List<RouteHandler> routes =
                new ArrayList<>(CeremonyHandlers.of(ceremonies, shell.seams().clock()));
        routes.add(new IdentityHandler(consortium));
        routes.add(new ProposeConsortiumHandler(
                consortium, SafeStart.leastKeyBits(shell.config().safety())));
        routes.addAll(MembershipHandlers.of(
                consortium, SafeStart.leastKeyBits(shell.config().safety())));
        routes.add(new GetConsortiumHandler(consortium));
        routes.add(new WithdrawConsortiumHandler(consortium));
        routes.add(new StartCeremonyHandler(ceremonies, shell.seams().clock()));
        routes.add(new ListKeysHandler(consortium, epochs));
        routes.add(new RetireKeyHandler(consortium, epochs));
        routes.add(new TranscriptHandler(transcripts));
        return routes;
    }
}
