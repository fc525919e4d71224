package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Registers data sets: reads each through once, on the node's data threads, and remembers what was found. */
public final class DataSetRegistry {

    private final DataSetReader reader;
    private final DataSetStore store;
    private final Executor dataThreads;
    private final Clock clock;

    /** Reads with the reader on these threads. */
    public DataSetRegistry(DataSetReader reader, DataSetStore store, Executor dataThreads, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.dataThreads = dataThreads;
        this.clock = clock;
    }

    /**
     * Reads all rows and stores the data set. Registering the same definition again reads it again; another definition under a name that is
     * taken is refused, because jobs at other banks refer to the name.
     */
    public DataSet register(DataSetSpec spec) throws DataSetRefusedException, InterruptedException {
        spec.check();
        refuseTakenName(spec);
        refuseSecondScope(spec);
        DataSetReader.Summary summary = onDataThread(() -> reader.read(spec, row -> {}));
        DataSet dataSet = new DataSet(spec, summary.features(), summary.rows(), summary.frauds(), clock.instant());
        store.put(dataSet);
        return dataSet;
    }

    /** Shows some columns of all rows of a data set of this bank to the sink, on a data thread; the label comes last. */
    public void read(DataSet dataSet, List<String> columns, DataSetReader.RowSink sink)
            throws DataSetRefusedException, InterruptedException {
        DataSetSpec spec = dataSet.spec();
        DataSetSpec narrowed =
                new DataSetSpec(spec.name(), spec.path(), spec.label(), columns, List.of(), spec.scope(), spec.query());
        var _ = onDataThread(() -> reader.read(narrowed, sink));
    }

    /** The data set of this name. */
    public Optional<DataSet> find(String name) {
        return store.find(name);
    }

    /** All data sets by name. */
    public List<DataSet> all() {
        return store.all();
    }

    private void refuseTakenName(DataSetSpec spec) throws DataSetRefusedException {
        Optional<DataSet> existing = store.find(spec.name());
        if (existing.isPresent() && !existing.get().spec().equals(spec)) {
            throw new DataSetRefusedException(
                    ProblemType.CONFLICT,
                    "A data set named " + spec.name() + " is registered with another definition. Choose another name.");
        }
    }

    /** The same file under two scopes would let two cohorts' sums over the same rows be subtracted from each other. */
    private void refuseSecondScope(DataSetSpec spec) throws DataSetRefusedException {
        Optional<DataSet> other = store.all().stream()
                .filter(existing -> existing.spec().path().equals(spec.path())
                        && !existing.spec().scope().equals(spec.scope()))
                .findFirst();
        if (other.isPresent()) {
            throw new DataSetRefusedException(
                    ProblemType.CONFLICT,
                    "The rows of " + spec.path() + " are in scope "
                            + other.get().spec().scope() + " already (data set "
                            + other.get().name() + "). Register this data set with \"scope\": \""
                            + other.get().spec().scope() + "\".");
        }
    }

    private <T> T onDataThread(Callable<T> reading) throws DataSetRefusedException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            dataThreads.execute(() -> complete(result, reading));
            return result.get();
        } catch (RejectedExecutionException e) {
            throw new DataSetRefusedException(
                    ProblemType.TOO_MANY_REQUESTS, "Too many data sets are being read at the moment. Try again later.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataSetRefusedException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("Reading a data set failed", e.getCause());
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it threw belongs to whoever waits for the result
    private static <T> void complete(CompletableFuture<T> result, Callable<T> reading) {
        try {
            result.complete(reading.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
