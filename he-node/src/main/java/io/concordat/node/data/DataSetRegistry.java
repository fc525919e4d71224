package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Registers data sets: reads each through once, on the node's data threads, and remembers what was found. */
public final class DataSetRegistry {

    private final DataSetReader reader;
    private final DataSetStore store;
    private final DataThreads threads;
    private final RowScopes scopes;
    private final Clock clock;

    /** Reads with the reader on these threads. */
    public DataSetRegistry(
            DataSetReader reader, DataSetStore store, DataThreads threads, RowScopes scopes, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.threads = threads;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * Reads all rows and stores the data set. Registering the same definition again reads it again; another definition under a name that is
     * taken is refused, because jobs at other banks refer to the name.
     */
    public DataSet register(DataSetSpec spec) throws DataSetRefusedException, InterruptedException {
        return register(spec, Optional.empty());
    }

    /** The same, counting the rows as they are read. */
    DataSet register(DataSetSpec spec, Optional<AtomicLong> read) throws DataSetRefusedException, InterruptedException {
        spec.check();
        refuseTakenName(spec);
        scopes.refuseOther(spec.path(), spec.scope());
        DataSetReader.Summary summary =
                threads.call(() -> reader.read(spec, _ -> read.ifPresent(AtomicLong::incrementAndGet)));
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
        var _ = threads.call(() -> reader.read(narrowed, sink));
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
}
