package io.concordat.node.job;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.store.AuditLog;
import io.concordat.node.store.Database;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.LedgerTable;
import io.concordat.node.store.StoreException;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Ledger and audit log of a node, with nothing around them: what is decided here is decided as in the product, on files that may fail. */
final class FaultyLedgerNode {
    private static final TestConsortium BANKS = TestConsortium.of(3);
    private static final List<MemberId> ALL = BANKS.consortium().ids();
    private static final MemberId SELF = BANKS.id(1);
    private static final int ATTEMPTS = 3;
    private static final int TRIES = 2;
    private static final String FRESH = "00112233445566778899aabbccddeeff";

    /** Each in a scope of its own. All but the last are opened; the last is abandoned. */
    private static final List<Job> JOBS = IntStream.rangeClosed(1, ATTEMPTS)
            .mapToObj(i -> Job.in("scope-" + i))
            .toList();

    private static final DecryptionGate GATE = new DecryptionGate(Ed25519.verifier());

    private final StoreConfig config;

    /** Its files are in this directory. */
    FaultyLedgerNode(Path directory) {
        this.config = new StoreConfig(directory.resolve("state/node.db"), directory.resolve("incarnation/incarnation"));
    }

    private record Job(TaskSpec task, SealedAttempt attempt) {
        static Job in(String scope) {
            TaskSpec task = BANKS.task(ALL, scope);
            SealedAttempts attempts = new SealedAttempts(BANKS, task);
            return new Job(task, attempts.sealed(attempts.open(ALL), scope));
        }

        String id() {
            return attempt.attemptId().hex();
        }

        Stake stake(Stake.Part part, Stake.Outcome outcome) {
            return new Stake(
                    JobId.ofTask(task.taskHash()),
                    attempt.open().round(),
                    attempt.attemptId(),
                    attempt.open().stateDigest(),
                    attempt.cohort(),
                    io.concordat.protocol.codec.Digest.ZERO,
                    part,
                    outcome);
        }
    }

    /**
     * What came of a run.
     *
     * @param acknowledged what returned as done, in the words of the audit log
     * @param problems what was said of what was not done
     * @param database still open, so that the files can be looked at as a kill would leave them; empty if it could not be opened
     */
    record Ran(List<String> acknowledged, List<String> problems, Optional<Database> database) {}

    /** Opens and decides; whatever fails is tried once more, as the job driver does. */
    Ran run() {
        List<String> acknowledged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Optional<Database> database = Optional.empty();
        try {
            database = Optional.of(Database.open(config));
            var _ = new InstallationTable(database.get(), config.incarnationFile()).open(FRESH);
        } catch (StoreException | RuntimeException e) {
            problems.add(said(e));
            return new Ran(acknowledged, problems, database);
        }
        Database open = database.get();
        DecisionLedger ledger = new DecisionLedger(open);
        for (Job job : JOBS) {
            boolean last = job.equals(JOBS.getLast());
            attempt(
                    "REVEAL " + job.id(),
                    acknowledged,
                    problems,
                    () -> ledger.revealed(job.task().scope(), job.stake(Stake.Part.REVEALED, Stake.Outcome.LIVE)));
            if (last) {
                attempt(
                        "ABANDON " + job.id(),
                        acknowledged,
                        problems,
                        () -> ledger.abandoned(job.task().scope(), job.attempt().attemptId()));
            } else {
                attempt("SHARE " + job.id(), acknowledged, problems, () -> {
                    if (!(release(ledger, job) instanceof DecisionLedger.Decided.Granted)) {
                        throw new IllegalStateException("A release was refused");
                    }
                });
                attempt(
                        "OUTCOME " + job.id(),
                        acknowledged,
                        problems,
                        () -> ledger.outcome(
                                job.task().scope(), job.stake(Stake.Part.WITNESSED, Stake.Outcome.OPENED)));
            }
        }
        attempt("TEST done", acknowledged, problems, () -> open.audit().append(AuditEntry.Kind.ADMIN, "TEST done"));
        return new Ran(acknowledged, problems, database);
    }

    /** Files of a node that was started and stopped before, with an entry in the audit log. */
    static void establish(Path directory) throws StoreException {
        FaultyLedgerNode node = new FaultyLedgerNode(directory);
        try (Database database = Database.open(node.config)) {
            var _ = new InstallationTable(database, node.config.incarnationFile()).open(FRESH);
            database.audit().append(AuditEntry.Kind.START, "test");
        }
    }

    private interface Decision {
        void make() throws Exception;
    }

    @SuppressWarnings("IllegalCatch") // whatever the store throws, the caller would try again
    private static void attempt(String what, List<String> acknowledged, List<String> problems, Decision decision) {
        for (int i = 0; i < TRIES; i++) {
            try {
                decision.make();
                acknowledged.add(what);
                return;
            } catch (Exception e) {
                problems.add(what + ": " + said(e));
            }
        }
    }

    /** The message with its causes: what a log line of the node shows. */
    private static String said(Throwable problem) {
        StringBuilder said = new StringBuilder();
        for (Throwable each = problem; each != null; each = each.getCause()) {
            said.append(each.getMessage()).append(" | ");
        }
        return said.toString();
    }

    private static DecisionLedger.Decided release(DecisionLedger ledger, Job job) throws Exception {
        return ledger.release(GATE, job.attempt(), job.task().scope(), () -> facts(ledger, job));
    }

    private static GateFacts facts(DecisionLedger ledger, Job job) {
        return new GateFacts(
                SELF,
                BANKS.consortium(),
                new GateFacts.KeyEpoch(job.task().keyId(), EpochType.MASKED_SUMS, false),
                new GateFacts.TaskFacts(Optional.of(job.task()), BANKS.approve(SELF, job.task()), false),
                ledger.scope(job.task().scope()),
                new GateFacts.Usage(0, Set.of()),
                Optional.empty(),
                job.task().createdAt() + 1);
    }

    /** Starts on whole files and finds what is wrong with them, given what was acknowledged before. */
    @SuppressWarnings("IllegalCatch") // whatever goes wrong is a finding
    List<String> check(List<String> acknowledged) {
        List<String> wrong = new ArrayList<>();
        try (Database database = Database.open(config)) {
            Incarnation incarnation = new InstallationTable(database, config.incarnationFile()).open(FRESH);
            if (incarnation.quarantined()) {
                wrong.add("the node is in quarantine, though nothing acknowledged is lost");
            }
            String integrity = database.sql().withHandle(handle -> handle.createQuery("PRAGMA integrity_check")
                    .mapTo(String.class)
                    .one());
            if (!integrity.equals("ok")) {
                wrong.add("the database is damaged: " + integrity);
            }
            look(database, acknowledged, wrong);
            again(database, wrong);
        } catch (Exception e) {
            wrong.add("the node does not start on whole files: " + said(e));
        }
        return wrong;
    }

    private static void look(Database database, List<String> acknowledged, List<String> wrong) {
        List<String> entries =
                database.audit().entries().stream().map(AuditEntry::text).toList();
        for (String done : acknowledged) {
            if (entries.stream().noneMatch(entry -> entry.startsWith(done))) {
                wrong.add("acknowledged and lost from the audit log: " + done);
            }
            if (!isInLedger(new LedgerTable(database), done)) {
                wrong.add("acknowledged and lost from the ledger: " + done);
            }
        }
        for (Job job : JOBS) {
            long shares = entries.stream()
                    .filter(entry -> entry.startsWith("SHARE " + job.id()))
                    .count();
            boolean abandoned = entries.contains("ABANDON " + job.id());
            if (shares > 1 || (shares == 1 && abandoned)) {
                wrong.add("attempt " + job.id() + " has " + shares + " releases"
                        + (abandoned ? " and is abandoned" : ""));
            }
            if ((shares == 1) != isInLedger(new LedgerTable(database), "SHARE " + job.id())) {
                wrong.add("ledger and audit log differ about the release of " + job.id());
            }
        }
    }

    private static boolean isInLedger(LedgerTable ledger, String done) {
        String[] words = done.split(" ", -1);
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "REVEAL" ->
                ledger.attempts().stream().anyMatch(each -> each.attempt().equals(words[1]));
            case "SHARE" ->
                ledger.attempts().stream()
                        .anyMatch(each ->
                                each.attempt().equals(words[1]) && each.part().equals("SHARED"));
            case "OUTCOME" ->
                ledger.attempts().stream()
                        .anyMatch(each -> each.attempt().equals(words[1])
                                && each.outcome().equals("OPENED"));
            case "ABANDON" ->
                ledger.abandoned().stream().anyMatch(each -> each.attempt().equals(words[1]));
            default -> true;
        };
    }

    /** The same requests once more: what was released is granted again without a new entry; nothing is both released and abandoned. */
    private static void again(Database database, List<String> wrong) throws Exception {
        DecisionLedger ledger = new DecisionLedger(database);
        AuditLog audit = database.audit();
        for (Job job : JOBS) {
            boolean shared = isInLedger(new LedgerTable(database), "SHARE " + job.id());
            boolean abandoned = isInLedger(new LedgerTable(database), "ABANDON " + job.id());
            var head = audit.head();
            boolean granted = release(ledger, job) instanceof DecisionLedger.Decided.Granted;
            if (granted == abandoned) {
                wrong.add("attempt " + job.id() + (granted ? " is released after its end" : " cannot be released"));
            }
            if (shared && !audit.head().equals(head)) {
                wrong.add("attempt " + job.id() + " was entered as released a second time");
            }
            try {
                ledger.abandoned(job.task().scope(), job.attempt().attemptId());
                if (granted) {
                    wrong.add("attempt " + job.id() + " is released and abandoned");
                }
            } catch (IllegalStateException e) {
                if (!granted) {
                    wrong.add("attempt " + job.id() + " cannot be abandoned: " + e.getMessage());
                }
            }
        }
    }
}
