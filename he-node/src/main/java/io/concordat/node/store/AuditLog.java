package io.concordat.node.store;

import io.concordat.node.fail.Failpoint;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.audit.MerkleFrontier;
import io.concordat.protocol.codec.Digest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The audit log: in the database, in the transaction of what an entry is about, and in a file outside. What an entry is about
 * counts only when both hold it: if one cannot be written, {@link AuditFailedException} leaves the method and nothing follows.
 */
public final class AuditLog implements AutoCloseable {
    /** So many entries the file may lack after a crash between the two writes. */
    static final int CRASH_LAG = 64;

    private final Sql sql;
    private final AuditFile file;
    private final InstantSource clock;
    private final AtomicBoolean news = new AtomicBoolean();
    private final AtomicReference<Runnable> watch = new AtomicReference<>(() -> {});

    AuditLog(Sql sql, AuditFile file, InstantSource clock) {
        this.sql = sql;
        this.file = file;
        this.clock = clock;
    }

    /** Runs a transaction that may {@link #append}; both places hold its entries when it returns. */
    public <T> T inTransaction(Function<Handle, T> work) {
        file.problem().ifPresent(problem -> {
            throw new AuditFailedException(problem);
        });
        Failpoint.AUDIT_BEFORE_TRANSACTION.reach();
        T result = sql.inTransaction(handle -> {
            T done = work.apply(handle);
            Failpoint.AUDIT_BEFORE_COMMIT.reach();
            return done;
        });
        Failpoint.AUDIT_BETWEEN_PLACES.reach();
        file.append(this::entriesFrom);
        Failpoint.AUDIT_AFTER_BOTH.reach();
        if (news.getAndSet(false)) {
            watch.get().run();
        }
        return result;
    }

    /** Names who is told when something was entered that other banks should soon cosign: all but the middle of a round. */
    public void watch(Runnable told) {
        watch.set(told);
    }

    /** Like {@link #inTransaction}, without a result. */
    public void useTransaction(Consumer<Handle> work) {
        inTransaction(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** Appends an entry inside a transaction of {@link #inTransaction}. */
    public void append(Handle handle, AuditEntry.Kind kind, String text) {
        insert(handle, new AuditEntry(frontier(handle).size(), clock.millis(), kind, text));
        if (kind != AuditEntry.Kind.DECISION || text.startsWith("OUTCOME ")) {
            news.set(true);
        }
    }

    /** Appends an entry in a transaction of its own. */
    public void append(AuditEntry.Kind kind, String text) {
        useTransaction(handle -> append(handle, kind, text));
    }

    private static void insert(Handle handle, AuditEntry entry) {
        MerkleFrontier next = frontier(handle).append(entry.encode());
        handle.execute(
                "INSERT INTO audit_entry (position, at, kind, text) VALUES (?, ?, ?, ?)",
                entry.position(),
                entry.at(),
                entry.kind().name(),
                entry.text());
        String subtrees = next.subtrees().stream().map(Digest::hex).collect(Collectors.joining(","));
        handle.execute("DELETE FROM audit_head");
        handle.execute("INSERT INTO audit_head (id, size, subtrees) VALUES (1, ?, ?)", next.size(), subtrees);
    }

    /** Why the log cannot be written at the moment, if there is a reason. */
    public Optional<String> problem() {
        return file.problem();
    }

    /** What the log is at the moment. */
    public LogHead head() {
        return sql.withHandle(handle -> frontier(handle).head());
    }

    /** All entries in order. */
    public List<AuditEntry> entries() {
        return entriesFrom(0);
    }

    private List<AuditEntry> entriesFrom(long position) {
        return sql.withHandle(handle -> handle.createQuery(
                        "SELECT position, at, kind, text FROM audit_entry WHERE position >= ? ORDER BY position")
                .bind(0, position)
                .map((row, _) -> new AuditEntry(
                        row.getLong(1), row.getLong(2), AuditEntry.Kind.valueOf(row.getString(3)), row.getString(4)))
                .list());
    }

    /** What the two places say about each other at a start. */
    public enum Found {
        /** Both hold the same, or the file lacks what a crash kept from it and has been brought up. */
        WHOLE,
        /** The file holds more: the database is older than what this node did. The database's log has been brought up. */
        DATABASE_BEHIND
    }

    /**
     * Compares the two places, and opens the log for writing.
     *
     * @param known whether this database belongs to this installation; if not, a file that is missing is written anew
     */
    public Found open(boolean known) throws StoreException {
        try {
            List<AuditEntry> database = checked();
            byte[] bytes = file.read();
            List<AuditEntry> outside = AuditLines.parse(bytes);
            int common = Math.min(database.size(), outside.size());
            if (!database.subList(0, common).equals(outside.subList(0, common))) {
                throw new IllegalArgumentException("its database and " + file.path() + " differ");
            }
            if (known && database.size() - outside.size() > CRASH_LAG) {
                throw new IllegalArgumentException("it has " + database.size() + " entries in the database but "
                        + outside.size() + " in " + file.path() + ", which was deleted or cut");
            }
            file.open(LogCheck.of(outside).frontier(), bytes.length);
            sql.useTransaction(
                    handle -> outside.subList(common, outside.size()).forEach(entry -> insert(handle, entry)));
            file.append(this::entriesFrom);
            return outside.size() > database.size() ? Found.DATABASE_BEHIND : Found.WHOLE;
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "The audit log was changed: " + e.getMessage()
                            + ". The node does not start. Put back what was there; or compare with 'concordat audit verify' and"
                            + " the other banks' exports, and move the audit file and the incarnation file away: the node then"
                            + " starts in quarantine",
                    e);
        } catch (IOException | AuditFailedException e) {
            throw new StoreException(
                    "The audit file " + file.path() + " (store.audit-file) cannot be used: " + e.getMessage(), e);
        }
    }

    private List<AuditEntry> checked() {
        List<AuditEntry> entries = entries();
        LogCheck.of(entries).against(head()).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        return entries;
    }

    @Override
    public void close() {
        file.close();
    }

    private static MerkleFrontier frontier(Handle handle) {
        return handle.createQuery("SELECT size, subtrees FROM audit_head")
                .map((row, _) -> new MerkleFrontier(row.getLong(1), digests(row.getString(2))))
                .findOne()
                .orElse(MerkleFrontier.EMPTY);
    }

    private static List<Digest> digests(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Digest::ofHex).toList();
    }
}
