package io.concordat.node;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.data.DataRoots;
import io.concordat.node.data.DataSetReader;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.node.data.DataSetStore;
import io.concordat.node.data.DataThreads;
import io.concordat.node.data.EventReader;
import io.concordat.node.data.Registrations;
import io.concordat.node.data.RowScopes;
import io.concordat.node.data.SnapshotWriter;
import io.concordat.node.history.HistoryRegistry;
import io.concordat.node.history.HistoryStore;
import io.concordat.node.http.CompareEvaluationsHandler;
import io.concordat.node.http.GetDataSetHandler;
import io.concordat.node.http.GetEvaluationHandler;
import io.concordat.node.http.GetModelHandler;
import io.concordat.node.http.GetRegistrationHandler;
import io.concordat.node.http.HistoryHandlers;
import io.concordat.node.http.JobHandlers;
import io.concordat.node.http.ListDataSetsHandler;
import io.concordat.node.http.ListEvaluationsHandler;
import io.concordat.node.http.ListModelsHandler;
import io.concordat.node.http.OwnRowsHandler;
import io.concordat.node.http.RegisterDataSetHandler;
import io.concordat.node.http.RouteHandler;
import io.concordat.node.http.ScopeHandlers;
import io.concordat.node.http.ScoreHandler;
import io.concordat.node.job.JobService;
import io.concordat.node.job.JobTools;
import io.concordat.node.job.ScopeConsents;
import io.concordat.node.model.ModelStore;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.store.ConsentTable;
import io.concordat.node.store.Database;
import io.concordat.node.trace.Tracing;
import io.concordat.node.witness.KnownJobs;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Signer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The part of a node that reads data, runs jobs and serves models, put together: stores, threads, service, routes. */
public final class Jobs implements AutoCloseable {

    private static final int DATA_THREADS = 2;
    private static final int WAITING_READS = 32;

    private final DataSetRegistry registry;
    private final Registrations registrations;
    private final ModelStore models;
    private final HistoryRegistry history;
    private final JobService service;
    private final ScopeConsents consents;
    private final ExecutorService data;
    private final ExecutorService waiting;
    private final Timers timers;

    /**
     * What jobs need of the rest of the node.
     *
     * @param database open
     * @param peers the network; nothing must have been delivered yet
     * @param signer this node's identity key
     * @param crypto the pool for arithmetic
     * @param standing consortium, keys, readiness
     * @param dataDirectories where data files may be
     * @param frozenRows the directory for frozen rows; this node's own, readable by nobody else
     * @param trace is told how long rounds and jobs took
     */
    public record Setup(
            Database database,
            PeerNetwork peers,
            Signer signer,
            CryptoPool crypto,
            JobTools.Standing standing,
            List<Path> dataDirectories,
            Path frozenRows,
            Tracing trace) {}

    /** Registers with the network; {@link #resume} must follow before the network starts. */
    public Jobs(Setup setup, RandomSource random, Clock clock) {
        this.data = new ThreadPoolExecutor(
                DATA_THREADS,
                DATA_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_READS),
                Thread.ofPlatform().daemon().name("data-", 1).factory());
        this.waiting = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("job-", 1).factory());
        this.timers = new Timers(waiting);
        Path derived = setup.frozenRows().resolve("with-history");
        List<Path> directories = new ArrayList<>(setup.dataDirectories());
        directories.add(derived);
        DataRoots roots = new DataRoots(directories);
        DataSetReader reader = new DataSetReader(roots);
        JobTools.Stores stores = JobTools.Stores.of(setup.database());
        this.models = stores.models();
        DataSetStore dataSets = new DataSetStore(setup.database().sql());
        DataThreads threads = new DataThreads(data);
        RowScopes scopes = new RowScopes(roots, () -> uses(dataSets, stores.history()));
        this.registry = new DataSetRegistry(reader, dataSets, threads, scopes, clock);
        this.registrations = new Registrations(registry, waiting, clock);
        this.history = new HistoryRegistry(
                stores.history(), roots, new HistoryRegistry.Reading(threads, scopes), registry, derived, clock);
        this.consents = new ScopeConsents(
                stores.ledger(),
                new ConsentTable(setup.database()),
                setup.peers(),
                setup.standing().consortium(),
                setup.signer(),
                clock);
        this.service = new JobService(new JobTools(
                stores,
                new JobTools.Threads(setup.crypto(), data, timers, waiting),
                setup.peers(),
                new JobTools.Data(registry, new EventReader(roots), new SnapshotWriter(reader), setup.frozenRows()),
                setup.standing(),
                random,
                clock,
                setup.trace()));
    }

    private static List<RowScopes.Use> uses(DataSetStore dataSets, HistoryStore history) {
        List<RowScopes.Use> uses = new ArrayList<>();
        dataSets.all()
                .forEach(set -> uses.add(new RowScopes.Use(
                        "data set " + set.name(), set.spec().path(), set.spec().scope())));
        history.sources()
                .forEach(source -> uses.add(new RowScopes.Use(
                        "source " + source.name(),
                        source.events().path(),
                        source.scope().value())));
        return uses;
    }

    /** Brings jobs back to where they were; the consortium and the keys must be known. */
    public void resume() {
        service.resume();
    }

    /** The node may sign again: everything that is due is done. */
    public void performDue() {
        service.performDue();
    }

    /** What the recovery of a restored node needs of the jobs. */
    public KnownJobs known() {
        return service.known();
    }

    /** Ends every job that is not over. */
    public void endAll(Rejection reason) {
        service.endAll(reason);
    }

    /** How many jobs of the store could not be brought back at the start. */
    public int notResumed() {
        return service.notResumed();
    }

    /** The routes of data sets, jobs, models and evaluations. */
    public List<RouteHandler> routes() {
        List<RouteHandler> routes = new ArrayList<>(JobHandlers.of(service));
        routes.addAll(HistoryHandlers.of(history, service));
        routes.addAll(ScopeHandlers.of(consents));
        routes.add(new RegisterDataSetHandler(registrations));
        routes.add(new GetRegistrationHandler(registrations));
        routes.add(new ListDataSetsHandler(registry));
        routes.add(new GetDataSetHandler(registry));
        routes.add(new ListModelsHandler(models));
        routes.add(new GetModelHandler(models));
        routes.add(new ScoreHandler(models));
        routes.add(new ListEvaluationsHandler(models));
        routes.add(new GetEvaluationHandler(models));
        routes.add(new CompareEvaluationsHandler(models));
        routes.add(new OwnRowsHandler(registry, models));
        return List.copyOf(routes);
    }

    /** How many jobs there are in each state. */
    Map<String, Double> countByState() {
        Map<String, Double> counts = new TreeMap<>();
        service.jobs().forEach(job -> counts.merge(job.state().name(), 1.0, Double::sum));
        return counts;
    }

    /** Stops in the middle of whatever goes on; {@link #resume} of the next start takes it up. */
    @Override
    public void close() {
        service.stop();
        timers.close();
        waiting.shutdownNow();
        data.shutdownNow();
    }
}
