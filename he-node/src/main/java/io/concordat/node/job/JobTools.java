package io.concordat.node.job;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.node.data.EventReader;
import io.concordat.node.data.SnapshotWriter;
import io.concordat.node.history.HistoryStore;
import io.concordat.node.model.ModelStore;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.store.Database;
import io.concordat.node.store.Journal;
import io.concordat.node.store.Sql;
import io.concordat.node.trace.Tracing;
import io.concordat.node.training.JointKeys;
import io.concordat.node.worker.CryptoPool;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What jobs are driven with.
 *
 * @param stores where things are kept
 * @param threads what things run on
 * @param peers the other banks
 * @param data this bank's data sets
 * @param standing what this node is at the moment
 * @param random for nonces, salts and blinding
 * @param clock for display, expiry and nothing else
 * @param trace is told how long rounds and jobs took
 */
public record JobTools(
        Stores stores,
        Threads threads,
        PeerNetwork peers,
        Data data,
        Standing standing,
        RandomSource random,
        InstantSource clock,
        Tracing trace) {

    /** Everything durable. */
    public record Stores(Sql sql, Journal journal, DecisionLedger ledger, ModelStore models, HistoryStore history) {
        /** The stores of one database. */
        public static Stores of(Database database) {
            Sql sql = database.sql();
            return new Stores(
                    sql,
                    new Journal(database),
                    new DecisionLedger(database),
                    new ModelStore(sql),
                    new HistoryStore(sql));
        }
    }

    /** The crypto pool for arithmetic, data threads for reading rows, timers, and an executor whose tasks may wait. */
    public record Threads(CryptoPool crypto, Executor data, Timers timers, Executor waiting) {}

    /** Data sets, freezing, and the directory for frozen rows. */
    public record Data(DataSetRegistry registry, EventReader events, SnapshotWriter snapshots, Path directory) {}

    /** How tasks of shared history are read and judged. */
    HistoryTasks historyTasks() {
        return new HistoryTasks(stores.history(), random);
    }

    /**
     * What this node is at the moment.
     *
     * @param consortium the active one
     * @param version any version of it
     * @param keys the joint keys
     * @param notReady why nothing may be signed in jobs, if there is a reason
     * @param doubt is told why this node's memory cannot be complete
     */
    public record Standing(
            Supplier<Optional<Consortium>> consortium,
            Function<Digest, Optional<Consortium>> version,
            JointKeys keys,
            Supplier<Optional<Rejection>> notReady,
            Consumer<String> doubt) {

        /** With nobody to tell of doubts. */
        public Standing(
                Supplier<Optional<Consortium>> consortium,
                Function<Digest, Optional<Consortium>> version,
                JointKeys keys,
                Supplier<Optional<Rejection>> notReady) {
            this(consortium, version, keys, notReady, _ -> {});
        }

        /** Whether the node's memory may be incomplete: it says nothing about jobs then. */
        boolean quarantined() {
            return notReady.get()
                    .filter(why -> why.type() == ProblemType.QUARANTINED)
                    .isPresent();
        }
    }
}
