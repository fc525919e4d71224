package io.concordat.node.history;

import io.concordat.model.history.CellLedger;
import io.concordat.model.history.HistoryFeatures;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.KeyDirectory;
import io.concordat.model.history.OpenedCells;
import io.concordat.node.data.DataRoots;
import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.DataSetRegistry;
import io.concordat.node.data.DataSetSpec;
import io.concordat.node.data.DataThreads;
import io.concordat.node.data.EventReader;
import io.concordat.node.data.EventSpec;
import io.concordat.node.data.RowScopes;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registers directories, sources, and data sets with history columns. Reads files: never call it on an event loop. */
public final class HistoryRegistry {
    private static final long MAX_DIRECTORY_BYTES = 64L << 20;

    private final HistoryStore store;
    private final DataRoots roots;
    private final EventReader reader;
    private final DataSetRegistry dataSets;
    private final DataThreads threads;
    private final RowScopes scopes;
    private final Path derived;
    private final InstantSource clock;

    /** The threads that read rows, and what keeps rows in one scope. */
    public record Reading(DataThreads threads, RowScopes scopes) {}

    /**
     * A registry.
     *
     * @param roots where directory and event files may be
     * @param reading the threads that read them, and the scopes of their rows
     * @param dataSets where data sets with history columns are registered; must be able to read below {@code derived}
     * @param derived this node's own directory for their files
     */
    public HistoryRegistry(
            HistoryStore store,
            DataRoots roots,
            Reading reading,
            DataSetRegistry dataSets,
            Path derived,
            InstantSource clock) {
        this.store = store;
        this.roots = roots;
        this.reader = new EventReader(roots);
        this.threads = reading.threads();
        this.scopes = reading.scopes();
        this.dataSets = dataSets;
        this.derived = derived;
        this.clock = clock;
    }

    /** Everything stored. */
    public HistoryStore store() {
        return store;
    }

    /** Reads a directory from a text file with one key a line, in any order. */
    public KeyDirectory registerDirectory(String path, int version)
            throws DataSetRefusedException, InterruptedException {
        KeyDirectory directory = threads.call(() -> read(roots.resolve(path), version));
        store.put(directory, clock.instant());
        return directory;
    }

    private static KeyDirectory read(Path file, int version) throws DataSetRefusedException {
        try {
            if (Files.size(file) > MAX_DIRECTORY_BYTES) {
                throw new DataSetRefusedException(
                        ProblemType.DATA_FILE_REFUSED,
                        "The directory takes more than " + MAX_DIRECTORY_BYTES + " bytes.");
            }
            List<String> keys = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .sorted()
                    .toList();
            return KeyDirectory.of(version, keys);
        } catch (IOException e) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_FILE_REFUSED, "The directory is not a file of UTF-8 text with one key a line.");
        } catch (IllegalArgumentException e) {
            throw new DataSetRefusedException(ProblemType.DATA_INVALID, "The directory is unusable: " + e.getMessage());
        }
    }

    /** Reads all events once and remembers what was found. A source stays in its scope; it may be read again when it has grown. */
    public HistorySource registerSource(EventSpec events, ScopeId scope)
            throws DataSetRefusedException, InterruptedException {
        Optional<HistorySource> existing = store.source(events.name());
        if (existing.isPresent() && !existing.get().scope().equals(scope)) {
            throw new DataSetRefusedException(
                    ProblemType.CONFLICT,
                    "The source " + events.name() + " belongs to scope "
                            + existing.get().scope() + ". Its events are never summed in another one.");
        }
        scopes.refuseOther(events.path(), scope.value());
        long[] found = {0, Long.MAX_VALUE, Long.MIN_VALUE};
        long rows = threads.call(() -> reader.read(events, List.of(), event -> {
            found[0] += event.fraud() ? 1 : 0;
            found[1] = Math.min(found[1], event.day());
            found[2] = Math.max(found[2], event.day());
        }));
        HistorySource source = new HistorySource(events, scope, rows, found[0], found[1], found[2], clock.instant());
        store.put(source);
        return source;
    }

    /**
     * A data set with history columns.
     *
     * @param dataSet as registered
     * @param keysListed rows whose key the directory lists
     * @param rowsCovered rows for which all 30 days of fraud cells are opened
     */
    public record Joined(DataSet dataSet, long keysListed, long rowsCovered) {}

    /**
     * Adds the history columns of a scope to rows, writes them to a file of this node, and registers that as a data set.
     *
     * @param rows where the rows are; the report time is not used
     * @param features own columns to keep, in this order; empty means all but key, time and label
     * @param ignored own columns to leave out
     */
    public Joined join(EventSpec rows, ScopeId scope, String directory, List<String> features, List<String> ignored)
            throws DataSetRefusedException, InterruptedException {
        rows.check();
        if (dataSets.find(rows.name()).isPresent()) {
            throw new DataSetRefusedException(
                    ProblemType.CONFLICT, "A data set named " + rows.name() + " is registered. Choose another name.");
        }
        scopes.refuseOther(rows.path(), scope.value());
        KeyDirectory keys = find(directory);
        Path file = derived.resolve(rows.name() + ".csv");
        HistoryFeatures history = history(scope, keys, rows.labelDelayDays());
        long[] counts = threads.call(
                () -> write(file, rows, features.isEmpty() ? others(rows, ignored) : features, keys, history));
        DataSet dataSet = dataSets.register(new DataSetSpec(
                rows.name(), file.toString(), rows.label(), List.of(), List.of(), scope.value(), Optional.empty()));
        return new Joined(dataSet, counts[0], counts[1]);
    }

    private long[] write(Path file, EventSpec rows, List<String> own, KeyDirectory keys, HistoryFeatures history)
            throws DataSetRefusedException {
        long[] counts = {0, 0};
        try (JoinedFile out = JoinedFile.create(file)) {
            out.header(own, HistoryFeatures.names(), rows.label());
            reader.read(rows, own, event -> {
                int key = keys.indexOf(event.key());
                counts[0] += key == KeyDirectory.ABSENT ? 0 : 1;
                counts[1] += history.covers(event.day()) ? 1 : 0;
                out.row(event.others(), history.row(key, event.day()), event.fraud());
            });
            return counts;
        } catch (IOException e) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_FILE_REFUSED,
                    "The rows with history columns cannot be written on this node's disk.");
        }
    }

    private List<String> others(EventSpec rows, List<String> ignored) throws DataSetRefusedException {
        List<String> others = new ArrayList<>(reader.columns(rows));
        others.removeAll(List.of(rows.key(), rows.time(), rows.label()));
        others.removeAll(ignored);
        return others;
    }

    private HistoryFeatures history(ScopeId scope, KeyDirectory keys, int delay) throws DataSetRefusedException {
        HistoryOptions options = store.options(scope)
                .orElseThrow(() -> new DataSetRefusedException(
                        ProblemType.NOT_FOUND, "No cells of scope " + scope + " are opened at this node."));
        List<OpenedCells> cells = new ArrayList<>();
        for (HistoryStore.Stored stored : store.cells(scope)) {
            cells.add(
                    stored.directory().equals(keys.digest())
                            ? stored.cells()
                            : stored.cells().over(find(stored.directory()), keys));
        }
        return new HistoryFeatures(CellLedger.empty(keys).with(cells), options, delay);
    }

    private KeyDirectory find(String directory) throws DataSetRefusedException {
        return store.directory(directory)
                .orElseThrow(() -> new DataSetRefusedException(
                        ProblemType.NOT_FOUND, "No key directory " + directory + " is registered at this node."));
    }
}
