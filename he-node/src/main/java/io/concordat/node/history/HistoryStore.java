package io.concordat.node.history;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.history.CellKind;
import io.concordat.model.history.CellPeriod;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.KeyDirectory;
import io.concordat.model.history.OpenedCells;
import io.concordat.node.data.EventSpec;
import io.concordat.node.store.Sql;
import io.concordat.protocol.job.ScopeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Directories, sources and opened cells in the node's database. Cells are never replaced. */
public final class HistoryStore {
    private static final int MAX_TEXT = 0xFFFF;

    private final Sql sql;

    /** Over the node's database. */
    public HistoryStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Cells and where they come from.
     *
     * @param directory the digest of the directory they were opened over
     */
    public record Stored(OpenedCells cells, String directory, HistoryOptions options, String jobId, Instant openedAt) {}

    /** Stores a directory; the same one twice changes nothing. */
    public void put(KeyDirectory directory, Instant now) {
        CanonicalWriter keys = new CanonicalWriter();
        directory.keys().forEach(keys::text);
        sql.useTransaction(handle -> handle.execute(
                "INSERT INTO history_directory (digest, version, key_count, keys, created_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (digest) DO NOTHING",
                directory.digest(),
                directory.version(),
                directory.size(),
                keys.toByteArray(),
                now.toEpochMilli()));
    }

    /** The directory with this digest. */
    public Optional<KeyDirectory> directory(String digest) {
        return sql.withHandle(handle -> directory(handle, digest));
    }

    /** All directories, newest first. */
    public List<KeyDirectory> directories() {
        return sql.withHandle(
                handle -> handle.createQuery("SELECT * FROM history_directory ORDER BY created_at DESC, digest")
                        .map(HistoryStore::directory)
                        .list());
    }

    private static Optional<KeyDirectory> directory(Handle handle, String digest) {
        return handle.createQuery("SELECT * FROM history_directory WHERE digest = ?")
                .bind(0, digest)
                .map(HistoryStore::directory)
                .findOne();
    }

    private static KeyDirectory directory(ResultSet row, StatementContext context) throws SQLException {
        try {
            CanonicalReader in = new CanonicalReader(row.getBytes("keys"));
            List<String> keys = new ArrayList<>();
            for (int i = row.getInt("key_count"); i > 0; i--) {
                keys.add(in.text(MAX_TEXT));
            }
            in.end();
            return KeyDirectory.of(row.getInt("version"), keys);
        } catch (DecodeException | IllegalArgumentException e) {
            throw new SQLException("A stored key directory is damaged: " + e.getMessage(), e);
        }
    }

    /** Stores a source, replacing what was found when the same definition was read earlier. */
    public void put(HistorySource source) {
        EventSpec events = source.events();
        byte[] definition = new CanonicalWriter()
                .text(events.path())
                .text(events.query().orElse(""))
                .text(events.key())
                .text(events.time())
                .text(events.label())
                .text(events.reported().orElse(""))
                .u32(events.labelDelayDays())
                .toByteArray();
        sql.useTransaction(handle -> {
            handle.execute("DELETE FROM history_source WHERE name = ?", source.name());
            handle.execute(
                    "INSERT INTO history_source (name, scope, definition, row_count, fraud_count, first_day, last_day,"
                            + " registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    source.name(),
                    source.scope().value(),
                    definition,
                    source.rows(),
                    source.frauds(),
                    source.firstDay(),
                    source.lastDay(),
                    source.registeredAt().toEpochMilli());
        });
    }

    /** The source of this name. */
    public Optional<HistorySource> source(String name) {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM history_source WHERE name = ?")
                .bind(0, name)
                .map(HistoryStore::source)
                .findOne());
    }

    /** All sources by name. */
    public List<HistorySource> sources() {
        return sql.withHandle(handle -> handle.createQuery("SELECT * FROM history_source ORDER BY name")
                .map(HistoryStore::source)
                .list());
    }

    private static HistorySource source(ResultSet row, StatementContext context) throws SQLException {
        try {
            CanonicalReader in = new CanonicalReader(row.getBytes("definition"));
            EventSpec events = new EventSpec(
                    row.getString("name"),
                    in.text(MAX_TEXT),
                    optional(in.text(MAX_TEXT)),
                    in.text(MAX_TEXT),
                    in.text(MAX_TEXT),
                    in.text(MAX_TEXT),
                    optional(in.text(MAX_TEXT)),
                    in.count(EventSpec.MAX_DELAY_DAYS));
            in.end();
            return new HistorySource(
                    events,
                    new ScopeId(row.getString("scope")),
                    row.getLong("row_count"),
                    row.getLong("fraud_count"),
                    row.getLong("first_day"),
                    row.getLong("last_day"),
                    Instant.ofEpochMilli(row.getLong("registered_at")));
        } catch (DecodeException e) {
            throw new SQLException("A stored history source is damaged: " + e.getMessage(), e);
        }
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Stores cells that a job opened, within the caller's transaction; a period that is there stays as it is. */
    public void put(Handle handle, ScopeId scope, Stored stored) {
        handle.execute(
                "INSERT INTO history_cells (scope, kind, period, directory, options, job_id, sums, opened_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, kind, period) DO NOTHING",
                scope.value(),
                stored.cells().period().kind().text(),
                stored.cells().period().number(),
                stored.directory(),
                OptionsText.of(stored.options()),
                stored.jobId(),
                stored.cells().encode(),
                stored.openedAt().toEpochMilli());
    }

    /** All cells of a scope, by kind and period. */
    public List<Stored> cells(ScopeId scope) {
        return sql.withHandle(handle -> handle.createQuery(
                        "SELECT c.*, d.key_count FROM history_cells c JOIN history_directory d ON d.digest = c.directory"
                                + " WHERE c.scope = ? ORDER BY c.kind, c.period")
                .bind(0, scope.value())
                .map(HistoryStore::cells)
                .list());
    }

    /** The options under which a scope's cells were opened, if any were. */
    public Optional<HistoryOptions> options(ScopeId scope) {
        return sql.withHandle(handle -> handle.createQuery("SELECT options FROM history_cells WHERE scope = ? LIMIT 1")
                .bind(0, scope.value())
                .map((row, _) -> OptionsText.parse(row.getString(1)))
                .findOne());
    }

    /** Which of the periods are opened in a scope. */
    public List<CellPeriod> opened(ScopeId scope, List<CellPeriod> periods) {
        return sql.withHandle(handle -> periods.stream()
                .filter(period -> handle.createQuery(
                                "SELECT 1 FROM history_cells WHERE scope = ? AND kind = ? AND period = ?")
                        .bind(0, scope.value())
                        .bind(1, period.kind().text())
                        .bind(2, period.number())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent())
                .toList());
    }

    /**
     * Keeps the periods for a job until it is over.
     *
     * @return false, and nothing kept, if one of them is opened or another job is about to open it
     */
    public boolean claim(ScopeId scope, List<CellPeriod> periods, String jobId) {
        return sql.inTransaction(handle -> {
            for (CellPeriod period : periods) {
                int taken = handle.createQuery(
                                "SELECT (SELECT COUNT(*) FROM history_cells WHERE scope = :s AND kind = :k"
                                        + " AND period = :p) + (SELECT COUNT(*) FROM history_claim WHERE scope = :s AND kind = :k"
                                        + " AND period = :p AND job_id <> :j)")
                        .bind("s", scope.value())
                        .bind("k", period.kind().text())
                        .bind("p", period.number())
                        .bind("j", jobId)
                        .mapTo(Integer.class)
                        .one();
                if (taken > 0) {
                    handle.rollback();
                    return false;
                }
                handle.execute(
                        "INSERT INTO history_claim (scope, kind, period, job_id) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (scope, kind, period) DO NOTHING",
                        scope.value(),
                        period.kind().text(),
                        period.number(),
                        jobId);
            }
            return true;
        });
    }

    /** Gives back what a job claimed, within the caller's transaction. */
    public void release(Handle handle, String jobId) {
        handle.execute("DELETE FROM history_claim WHERE job_id = ?", jobId);
    }

    /** How many periods a job opened. */
    public int openedBy(String jobId) {
        return sql.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM history_cells WHERE job_id = ?")
                .bind(0, jobId)
                .mapTo(Integer.class)
                .one());
    }

    private static Stored cells(ResultSet row, StatementContext context) throws SQLException {
        try {
            CellPeriod period = new CellPeriod(CellKind.ofText(row.getString("kind")), row.getLong("period"));
            return new Stored(
                    OpenedCells.decode(period, row.getInt("key_count"), row.getBytes("sums")),
                    row.getString("directory"),
                    OptionsText.parse(row.getString("options")),
                    row.getString("job_id"),
                    Instant.ofEpochMilli(row.getLong("opened_at")));
        } catch (StateDecodeException | IllegalArgumentException e) {
            throw new SQLException("Stored cells are damaged: " + e.getMessage(), e);
        }
    }
}
