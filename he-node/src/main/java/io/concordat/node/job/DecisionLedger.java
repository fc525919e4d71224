package io.concordat.node.job;

import io.concordat.node.fail.Failpoint;
import io.concordat.node.store.AuditLog;
import io.concordat.node.store.ConsentTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.Sql;
import io.concordat.node.store.WitnessTable;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortConsent;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.LedgerReceipt;
import io.concordat.protocol.gate.ReleasePermit;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.message.Recalled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The durable memory of what this node decided about attempts: revealed, shared, abandoned, and what became of them. Each method is one
 * transaction and on disk when it returns. A share and an abandonment of one attempt exclude each other here a second time, after the round
 * machine.
 */
public final class DecisionLedger {

    private static final String NOTHING = Digest.ZERO.hex();

    private static final int MOST_REMEMBERED = 10_000;

    private final Sql sql;
    private final AuditLog audit;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Object deciding = new Object();
    private final int mostRemembered;

    /** Over the node's database. */
    public DecisionLedger(Database database) {
        this(database, MOST_REMEMBERED);
    }

    /** The same, which forgets which refusals were entered once there are more than so many. */
    DecisionLedger(Database database, int mostRemembered) {
        this.mostRemembered = mostRemembered;
        this.sql = database.sql();
        this.audit = database.audit();
    }

    /** Everything that binds this node in a scope. */
    ScopeLedger scope(ScopeId scope) {
        return sql.inTransaction(handle -> new ScopeLedger(
                scope,
                handle.createQuery("SELECT * FROM stake WHERE scope = ? ORDER BY attempt_id")
                        .bind(0, scope.value())
                        .map(DecisionLedger::stake)
                        .list(),
                Set.copyOf(handle.createQuery("SELECT attempt_id FROM abandoned_attempt WHERE scope = ?")
                        .bind(0, scope.value())
                        .map((row, _) -> Digest.ofHex(row.getString(1)))
                        .list()),
                ConsentTable.of(handle, scope.value()).stream()
                        .map(DecisionLedger::consent)
                        .toList()));
    }

    /** The cohort of the first attempt of the scope that was opened or failed its checks, if there was one. */
    Optional<List<MemberId>> frozenCohort(ScopeId scope) {
        return sql.withHandle(handle -> handle.createQuery(
                        "SELECT s.cohort FROM stake s LEFT JOIN ledger_entry e ON e.decision = 'OUTCOME ' || s.attempt_id"
                                + " WHERE s.scope = ? AND s.outcome IN ('OPENED', 'FAILED') ORDER BY e.position NULLS FIRST LIMIT 1")
                .bind(0, scope.value())
                .map((row, _) -> cohort(row.getString(1)))
                .findOne());
    }

    /** This node reveals its contribution to the attempt. */
    void revealed(ScopeId scope, Stake stake) {
        Failpoint.LEDGER_BEFORE_REVEAL.reach();
        audit.useTransaction(handle -> {
            if (insert(handle, scope, stake)) {
                enter(handle, "REVEAL " + stake.attemptId().hex());
            }
        });
        Failpoint.LEDGER_AFTER_REVEAL.reach();
    }

    /** What came of asking for a release. */
    sealed interface Decided {
        /** The share may leave: the ledger holds the decision. */
        record Granted(LedgerReceipt receipt) implements Decided {}

        /** It must not, by this gate. */
        record Refused(GateDecision.Refuse refusal) implements Decided {}
    }

    /**
     * Asks the gate and writes down what it permits. No other release is decided in between: two attempts with different cohorts in one scope
     * could else both find it unfrozen.
     *
     * @param facts what is known, read anew once nothing else is decided
     */
    Decided release(DecryptionGate gate, SealedAttempt attempt, ScopeId scope, Supplier<GateFacts> facts)
            throws IOException {
        synchronized (deciding) {
            return switch (gate.decide(attempt, facts.get())) {
                case GateDecision.Refuse refusal -> {
                    refused("SHARE " + attempt.attemptId().hex(), refusal);
                    yield new Decided.Refused(refusal);
                }
                case GateDecision.Release(var permit) ->
                    new Decided.Granted(LedgerReceipt.record(permit, granted -> shared(scope, granted)));
            };
        }
    }

    /** A gate refused; the audit log holds it before anybody learns of it. The same refusal once more is no news. */
    void refused(String what, GateDecision.Refuse refusal) {
        String entry =
                what + " " + refusal.gate() + " " + refusal.reason().type().slug();
        if (refused.size() > mostRemembered) {
            refused.clear();
        }
        if (!refused.contains(entry)) {
            audit.append(AuditEntry.Kind.REFUSAL, entry);
            refused.add(entry);
        }
    }

    /** Somebody of this bank decided something about a job. */
    void decided(String what, JobId job) {
        audit.append(AuditEntry.Kind.ADMIN, what + " " + job.value());
    }

    /** A person of this bank approved the task. */
    void approved(Approval approval) {
        audit.append(
                AuditEntry.Kind.APPROVAL,
                approval.taskHash().hex() + " " + approval.approverKey().hex());
    }

    /** This node's share may leave from now on. */
    private void shared(ScopeId scope, ReleasePermit permit) {
        SealedAttempt attempt = permit.attempt();
        String id = attempt.attemptId().hex();
        Stake stake = new Stake(
                JobId.ofTask(attempt.open().taskHash()),
                attempt.open().round(),
                attempt.attemptId(),
                attempt.open().stateDigest(),
                attempt.cohort(),
                attempt.root(),
                Stake.Part.SHARED,
                Stake.Outcome.LIVE);
        Failpoint.LEDGER_BEFORE_RELEASE.reach();
        audit.useTransaction(handle -> {
            if (isAbandoned(handle, id)) {
                throw new IllegalStateException("Attempt " + id + " is abandoned; its share must not leave");
            }
            Optional<Stake> before = find(handle, id);
            if (before.isPresent() && before.get().part() == Stake.Part.SHARED) {
                requireSameRoot(before.get(), attempt.root());
                return;
            }
            insert(handle, scope, stake);
            handle.execute(
                    "UPDATE stake SET part = 'SHARED', root = ? WHERE attempt_id = ?",
                    attempt.root().hex(),
                    id);
            enter(handle, "SHARE " + id + " " + attempt.root().hex());
        });
        Failpoint.LEDGER_AFTER_RELEASE.reach();
    }

    private static void requireSameRoot(Stake before, Digest root) {
        if (!before.root().equals(root)) {
            throw new IllegalStateException("Attempt " + before.attemptId().hex() + " was shared with another root");
        }
    }

    /** This node will never share for the attempt. */
    void abandoned(ScopeId scope, Digest attemptId) {
        audit.useTransaction(handle -> {
            if (find(handle, attemptId.hex()).map(Stake::part).stream().anyMatch(Stake.Part.SHARED::equals)) {
                throw new IllegalStateException("Attempt " + attemptId.hex() + " was shared and cannot be abandoned");
            }
            int added = handle.execute(
                    "INSERT INTO abandoned_attempt (attempt_id, scope) VALUES (?, ?)"
                            + " ON CONFLICT (attempt_id) DO NOTHING",
                    attemptId.hex(),
                    scope.value());
            if (added == 1) {
                enter(handle, "ABANDON " + attemptId.hex());
            }
        });
    }

    /** What became of an attempt; one this node had no part in is remembered as witnessed. */
    void outcome(ScopeId scope, Stake witnessed) {
        Failpoint.LEDGER_BEFORE_OUTCOME.reach();
        audit.useTransaction(handle -> {
            insert(handle, scope, witnessed);
            if (witnessed.outcome() != Stake.Outcome.LIVE) {
                handle.execute(
                        "UPDATE stake SET outcome = ? WHERE attempt_id = ? AND outcome = 'LIVE'",
                        witnessed.outcome().name(),
                        witnessed.attemptId().hex());
                enterOnce(handle, "OUTCOME " + witnessed.attemptId().hex());
            }
        });
        Failpoint.LEDGER_AFTER_OUTCOME.reach();
    }

    /** What the audit log is at the moment: every JOIN says it to the other banks. */
    Digest head() {
        return audit.head().digest();
    }

    /** Whether this node must not take part in the job any more, because its memory of it may be lost. */
    boolean isSpent(JobId job) {
        return sql.withHandle(handle -> handle.createQuery("SELECT 1 FROM spent_job WHERE job_id = ?")
                .bind(0, job.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /** One attempt for each cohort that was opened, or may be, in a scope. */
    List<Recalled.Opening> openings() {
        List<Recalled.Opening> openings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        sql.useHandle(handle -> handle.createQuery("SELECT * FROM stake ORDER BY attempt_id")
                .map((row, context) -> new Recalled.Opening(
                        new ScopeId(row.getString("scope")),
                        new JobId(row.getString("job_id")),
                        row.getInt("round"),
                        Digest.ofHex(row.getString("attempt_id")),
                        Digest.ofHex(row.getString("state_digest")),
                        stake(row, context).countsForScope() ? cohort(row.getString("cohort")) : List.of()))
                .filter(opening -> !opening.cohort().isEmpty() && seen.add(opening.scope() + " " + opening.cohort()))
                .forEach(openings::add));
        return openings;
    }

    /** Takes up what other banks know, and ends the quarantine of this incarnation. */
    void takeUp(
            Collection<JobId> jobs, Collection<Recalled.Opening> openings, String incarnation, String by, long now) {
        audit.useTransaction(handle -> {
            WitnessTable.spend(handle, jobs.stream().map(JobId::value).toList(), now);
            openings.forEach(opening -> takeUp(handle, opening));
            InstallationTable.release(handle, incarnation);
            audit.append(
                    handle,
                    AuditEntry.Kind.STANDING,
                    "RELEASED " + incarnation + " spent " + jobs.size() + " jobs by the word of " + by);
        });
    }

    /** That the cohort was opened in the scope; what this node knows itself stays as it is. */
    private void takeUp(Handle handle, Recalled.Opening opening) {
        Stake stake = new Stake(
                opening.job(),
                opening.round(),
                opening.attemptId(),
                opening.stateDigest(),
                opening.cohort(),
                Digest.ZERO,
                Stake.Part.WITNESSED,
                Stake.Outcome.OPENED);
        if (insert(handle, opening.scope(), stake)) {
            enterOnce(handle, "OUTCOME " + stake.attemptId().hex());
        } else {
            handle.execute(
                    "UPDATE stake SET outcome = 'OPENED' WHERE attempt_id = ? AND outcome = 'LIVE'",
                    stake.attemptId().hex());
        }
    }

    /** How many sums of the job were opened, failed ones included. */
    int openings(JobId job) {
        return sql.withHandle(handle -> handle.createQuery(
                        "SELECT COUNT(*) FROM stake WHERE job_id = ? AND outcome IN ('OPENED', 'FAILED')")
                .bind(0, job.value())
                .mapTo(Integer.class)
                .one());
    }

    /** Remembers the digests of ciphertexts revealed in an attempt. */
    void keepCiphertexts(JobId job, Digest attemptId, Collection<Digest> digests) {
        sql.useTransaction(handle -> digests.forEach(digest -> handle.execute(
                "INSERT INTO revealed_ciphertext (job_id, attempt_id, digest) VALUES (?, ?, ?)"
                        + " ON CONFLICT (job_id, attempt_id, digest) DO NOTHING",
                job.value(),
                attemptId.hex(),
                digest.hex())));
        Failpoint.CIPHERTEXTS_AFTER_KEEP.reach();
    }

    /** The digests of ciphertexts revealed in the job's other attempts. */
    Set<Digest> ciphertextsOutside(JobId job, Digest attemptId) {
        return sql.withHandle(handle -> new HashSet<>(
                handle.createQuery("SELECT digest FROM revealed_ciphertext WHERE job_id = ? AND attempt_id <> ?")
                        .bind(0, job.value())
                        .bind(1, attemptId.hex())
                        .map((row, _) -> Digest.ofHex(row.getString(1)))
                        .list()));
    }

    private static boolean insert(Handle handle, ScopeId scope, Stake stake) {
        return handle.execute(
                        "INSERT INTO stake (attempt_id, scope, job_id, round, state_digest, cohort, root, part, outcome)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (attempt_id) DO NOTHING",
                        stake.attemptId().hex(),
                        scope.value(),
                        stake.job().value(),
                        stake.round(),
                        stake.stateDigest().hex(),
                        stake.cohort().stream().map(MemberId::value).collect(Collectors.joining(",")),
                        stake.part() == Stake.Part.SHARED ? stake.root().hex() : NOTHING,
                        stake.part().name(),
                        stake.outcome().name())
                == 1;
    }

    private static Optional<Stake> find(Handle handle, String attemptId) {
        return handle.createQuery("SELECT * FROM stake WHERE attempt_id = ?")
                .bind(0, attemptId)
                .map(DecisionLedger::stake)
                .findOne();
    }

    private static boolean isAbandoned(Handle handle, String attemptId) {
        return handle.createQuery("SELECT 1 FROM abandoned_attempt WHERE attempt_id = ?")
                .bind(0, attemptId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Digest head(Handle handle) {
        return handle.createQuery("SELECT hash FROM ledger_entry ORDER BY position DESC LIMIT 1")
                .map((row, _) -> Digest.ofHex(row.getString(1)))
                .findOne()
                .orElse(Digest.ZERO);
    }

    /** In the ledger's chain and in the audit log, or in neither. */
    private void enter(Handle handle, String decision) {
        Digest hash = Digest.hash("ledger/v1", head(handle).toByteArray(), decision.getBytes(StandardCharsets.UTF_8));
        handle.execute("INSERT INTO ledger_entry (decision, hash) VALUES (?, ?)", decision, hash.hex());
        audit.append(handle, AuditEntry.Kind.DECISION, decision);
    }

    private void enterOnce(Handle handle, String decision) {
        boolean there = handle.createQuery("SELECT 1 FROM ledger_entry WHERE decision = ?")
                .bind(0, decision)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            enter(handle, decision);
        }
    }

    private static Stake stake(ResultSet row, StatementContext context) throws SQLException {
        return new Stake(
                new JobId(row.getString("job_id")),
                row.getInt("round"),
                Digest.ofHex(row.getString("attempt_id")),
                Digest.ofHex(row.getString("state_digest")),
                cohort(row.getString("cohort")),
                Digest.ofHex(row.getString("root")),
                Stake.Part.valueOf(row.getString("part")),
                Stake.Outcome.valueOf(row.getString("outcome")));
    }

    private static CohortConsent consent(ConsentTable.Row row) {
        return new CohortConsent(
                MemberId.of(row.member()), Digest.ofHex(row.changeHash()), ByteString.of(row.signature()));
    }

    private static List<MemberId> cohort(String text) {
        return Arrays.stream(text.split(",", -1)).map(MemberId::of).toList();
    }
}
