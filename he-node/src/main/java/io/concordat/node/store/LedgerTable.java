package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The decision ledger as it is carried from one database to another: what binds a node may grow, never shrink. */
public final class LedgerTable {
    private static final List<String> PARTS = List.of("WITNESSED", "REVEALED", "SHARED");

    /** How binding an outcome is: an attempt that may be open binds more than a dead one, one that is open most. */
    private static final List<String> OUTCOMES = List.of("DEAD", "LIVE", "FAILED", "OPENED");

    private final Database database;

    /** Of this database. */
    public LedgerTable(Database database) {
        this.database = database;
    }

    /** An attempt as the database has it. */
    public record Attempt(
            String attempt,
            String scope,
            String job,
            int round,
            String state,
            String cohort,
            String root,
            String part,
            String outcome) {}

    /** An attempt for which the node signed ABANDON. */
    public record Abandoned(String attempt, String scope) {}

    /** All attempts, ascending. */
    public List<Attempt> attempts() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT attempt_id, scope, job_id, round, state_digest, cohort, root, part, outcome FROM stake"
                                + " ORDER BY attempt_id")
                .map((row, _) -> new Attempt(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)))
                .list());
    }

    /** All abandoned attempts, ascending. */
    public List<Abandoned> abandoned() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT attempt_id, scope FROM abandoned_attempt ORDER BY attempt_id")
                .map((row, _) -> new Abandoned(row.getString(1), row.getString(2)))
                .list());
    }

    /** All jobs, spent ones included, ascending. */
    public List<String> jobs() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT job_id FROM job UNION SELECT job_id FROM spent_job ORDER BY 1")
                .mapTo(String.class)
                .list());
    }

    /**
     * Takes up what another database of this bank knows, all of it or nothing. Jobs that this database does not know are spent.
     *
     * @param source what the audit log says of it
     * @return why nothing was taken up: the two exclude each other; empty if all was
     */
    public Optional<String> takeUp(
            List<Attempt> attempts, List<Abandoned> abandoned, Collection<String> jobs, String source, long now) {
        Map<String, Attempt> known = new HashMap<>();
        attempts().forEach(each -> known.put(each.attempt(), each));
        Set<String> given = new HashSet<>();
        abandoned().forEach(each -> given.add(each.attempt()));
        Set<String> shared = new HashSet<>();
        known.values().stream().filter(LedgerTable::isShared).forEach(each -> shared.add(each.attempt()));
        for (Attempt each : attempts) {
            Attempt here = known.get(each.attempt());
            if (isShared(each) && given.contains(each.attempt())) {
                return Optional.of("attempt " + each.attempt() + " was shared there and abandoned here");
            }
            if (here != null && isShared(here) && isShared(each) && !here.root().equals(each.root())) {
                return Optional.of("attempt " + each.attempt() + " was shared there and here with different roots");
            }
            if (isShared(each)) {
                shared.add(each.attempt());
            }
        }
        for (Abandoned each : abandoned) {
            if (shared.contains(each.attempt())) {
                return Optional.of("attempt " + each.attempt() + " was abandoned in one and shared in the other");
            }
        }
        Set<String> knownJobs = new HashSet<>(jobs());
        database.audit().useTransaction(handle -> {
            attempts.forEach(each -> merge(handle, Optional.ofNullable(known.get(each.attempt())), each));
            abandoned.forEach(each -> handle.execute(
                    "INSERT INTO abandoned_attempt (attempt_id, scope) VALUES (?, ?) ON CONFLICT (attempt_id) DO NOTHING",
                    each.attempt(),
                    each.scope()));
            WitnessTable.spend(
                    handle,
                    jobs.stream().filter(each -> !knownJobs.contains(each)).toList(),
                    now);
            database.audit().append(handle, AuditEntry.Kind.ADMIN, "LEDGER taken up from " + source);
        });
        return Optional.empty();
    }

    private static boolean isShared(Attempt attempt) {
        return attempt.part().equals("SHARED");
    }

    private static void merge(Handle handle, Optional<Attempt> here, Attempt there) {
        if (here.isEmpty()) {
            handle.execute(
                    "INSERT INTO stake (attempt_id, scope, job_id, round, state_digest, cohort, root, part, outcome)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    there.attempt(),
                    there.scope(),
                    there.job(),
                    there.round(),
                    there.state(),
                    there.cohort(),
                    there.root(),
                    there.part(),
                    there.outcome());
            return;
        }
        handle.execute(
                "UPDATE stake SET root = ?, part = ?, outcome = ? WHERE attempt_id = ?",
                isShared(here.get()) ? here.get().root() : there.root(),
                higher(PARTS, here.get().part(), there.part()),
                higher(OUTCOMES, here.get().outcome(), there.outcome()),
                there.attempt());
    }

    private static String higher(List<String> order, String one, String other) {
        return order.indexOf(one) >= order.indexOf(other) ? one : other;
    }
}
