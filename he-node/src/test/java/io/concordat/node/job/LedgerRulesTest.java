package io.concordat.node.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.node.store.ConsentTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.testing.StoreKind;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.gate.CohortConsent;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateDecision;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.GateId;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.gate.Stake.Outcome;
import io.concordat.protocol.gate.Stake.Part;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Recalled;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger keeps of each decision, once, and what the audit log says of it. */
final class LedgerRulesTest {
    private static final TestConsortium BANKS = TestConsortium.of(4);
    private static final List<MemberId> ALL = BANKS.consortium().ids();
    private static final List<MemberId> THREE = ALL.subList(0, 3);
    private static final TaskSpec TASK = BANKS.task(ALL, "cards");
    private static final ScopeId SCOPE = TASK.scope();
    private static final JobId JOB = TASK.jobId();

    private final SealedAttempts attempts = new SealedAttempts(BANKS, TASK);
    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());

    @TempDir
    private Path directory;

    private Database database;
    private DecisionLedger ledger;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(StoreKind.SQLITE.create(directory));
        database.audit().open(true);
        ledger = new DecisionLedger(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void revealIsKeptAndEnteredOnce() {
        Stake revealed = stake("one", ALL, Part.REVEALED, Outcome.LIVE);
        Digest before = ledger.head();
        ledger.revealed(SCOPE, revealed);
        Digest after = ledger.head();
        ledger.revealed(SCOPE, revealed);

        assertThat(after).isNotEqualTo(before);
        assertThat(ledger.head()).isEqualTo(after);
        assertThat(ledger.scope(SCOPE).stakes()).containsExactly(revealed);
        assertThat(ledger.scope(new ScopeId("other"))).isEqualTo(ScopeLedger.empty(new ScopeId("other")));
        assertThat(entries())
                .containsExactly("DECISION REVEAL " + revealed.attemptId().hex());
    }

    @Test
    void shareRaisesARevealWithItsRootAndAnotherRootIsRefused() throws Exception {
        SealedAttempt sealed = attempts.sealed(attempts.open(ALL), "this");
        ledger.revealed(SCOPE, stake(sealed, Digest.ZERO, Part.REVEALED, Outcome.LIVE));
        assertThat(release(sealed)).isInstanceOfSatisfying(DecisionLedger.Decided.Granted.class, granted -> assertThat(
                        granted.receipt().attempt())
                .isEqualTo(sealed));

        assertThat(ledger.scope(SCOPE).stakes())
                .containsExactly(stake(sealed, sealed.root(), Part.SHARED, Outcome.LIVE));
        assertThat(entries())
                .containsExactly(
                        "DECISION REVEAL " + sealed.attemptId().hex(),
                        "DECISION SHARE " + sealed.attemptId().hex() + " "
                                + sealed.root().hex());
        assertThat(ledger.frozenCohort(SCOPE)).isEmpty();
    }

    @Test
    void refusalIsInTheAuditLogOnceAndNamesTheGate() throws Exception {
        SealedAttempt sealed = attempts.sealed(attempts.open(ALL), "this");
        ledger.abandoned(SCOPE, sealed.attemptId());
        Digest head = ledger.head();
        ledger.abandoned(SCOPE, sealed.attemptId());
        assertThat(ledger.head()).isEqualTo(head);
        for (int i = 0; i < 2; i++) {
            assertThat(release(sealed))
                    .isInstanceOfSatisfying(DecisionLedger.Decided.Refused.class, refused -> assertThat(
                                    refused.refusal().reason().type().slug())
                            .isEqualTo("attempt-abandoned"));
        }

        assertThat(ledger.scope(SCOPE).abandoned()).containsExactly(sealed.attemptId());
        assertThat(entries())
                .containsExactly(
                        "DECISION ABANDON " + sealed.attemptId().hex(),
                        "REFUSAL SHARE " + sealed.attemptId().hex() + " G8 attempt-abandoned");
    }

    @Test
    void firstOutcomeStandsAndTheFirstOneEnteredFreezesTheScope() {
        Stake dead = stake("zero", ALL, Part.REVEALED, Outcome.LIVE);
        Stake first = stake("one", THREE, Part.WITNESSED, Outcome.OPENED);
        Stake second = stake("two", ALL, Part.WITNESSED, Outcome.FAILED);
        ledger.revealed(SCOPE, dead);
        ledger.outcome(SCOPE, with(dead, Outcome.DEAD));
        assertThat(ledger.frozenCohort(SCOPE)).isEmpty();
        ledger.outcome(SCOPE, first);
        ledger.outcome(SCOPE, second);
        Digest head = ledger.head();
        ledger.outcome(SCOPE, first);
        ledger.outcome(SCOPE, with(dead, Outcome.OPENED));

        assertThat(ledger.head()).isEqualTo(head);
        assertThat(ledger.frozenCohort(SCOPE)).contains(THREE);
        assertThat(ledger.frozenCohort(new ScopeId("other"))).isEmpty();
        assertThat(ledger.scope(SCOPE).stakes()).containsExactlyInAnyOrder(with(dead, Outcome.DEAD), first, second);
        assertThat(ledger.openings(JOB)).isEqualTo(2);
        assertThat(ledger.openings(new JobId("0123456789abcdef0123456789abcdef")))
                .isZero();
        assertThat(entries().stream().filter(entry -> entry.startsWith("DECISION OUTCOME")))
                .hasSize(3);
    }

    @Test
    void refusalIsEnteredAgainOnceThereWereTooManyToRemember() {
        GateDecision.Refuse refusal =
                new GateDecision.Refuse(GateId.G8, new Rejection(ProblemType.ATTEMPT_LIVE, "Expected none"));
        DecisionLedger forgetful = new DecisionLedger(database, 2);
        List.of("one", "two", "two", "three", "three", "three").forEach(what -> forgetful.refused(what, refusal));
        assertThat(entries())
                .containsExactly(
                        "REFUSAL one G8 attempt-live",
                        "REFUSAL two G8 attempt-live",
                        "REFUSAL three G8 attempt-live",
                        "REFUSAL three G8 attempt-live");
    }

    @Test
    void everyDecisionIsChainedToTheOneBefore() {
        ledger.revealed(SCOPE, stake("one", ALL, Part.REVEALED, Outcome.LIVE));
        ledger.abandoned(SCOPE, Digest.hash("two"));
        ledger.outcome(SCOPE, stake("three", ALL, Part.WITNESSED, Outcome.OPENED));

        Digest before = Digest.ZERO;
        List<String[]> chain = database.sql()
                .withHandle(handle -> handle.createQuery("SELECT decision, hash FROM ledger_entry ORDER BY position")
                        .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
                        .list());
        assertThat(chain).hasSize(3);
        for (String[] entry : chain) {
            before = Digest.hash("ledger/v1", before.toByteArray(), entry[0].getBytes(StandardCharsets.UTF_8));
            assertThat(entry[1]).isEqualTo(before.hex());
        }
    }

    @Test
    void rootIsOnlyThatOfAShare() {
        Stake claimed = new Stake(
                JOB,
                0,
                Digest.hash("one"),
                Digest.hash("state"),
                ALL,
                Digest.hash("root"),
                Part.REVEALED,
                Outcome.LIVE);
        ledger.revealed(SCOPE, claimed);
        assertThat(ledger.scope(SCOPE).stakes()).singleElement().satisfies(stake -> assertThat(stake.root())
                .isEqualTo(Digest.ZERO));
    }

    @Test
    void consentsOfTheScopeAreThere() {
        CohortChange change = new CohortChange(SCOPE, List.of(ALL), THREE);
        CohortConsent consent = CohortConsent.sign(ALL.getLast(), change.hash(), BANKS.signer(ALL.getLast()));
        new ConsentTable(database)
                .keep(new ConsentTable.Row(
                        SCOPE.value(),
                        change.hash().hex(),
                        consent.member().value(),
                        List.of("all"),
                        "three",
                        consent.signature().toByteArray()));
        assertThat(ledger.scope(SCOPE).consents()).containsExactly(consent);
        assertThat(ledger.scope(new ScopeId("other")).consents()).isEmpty();
        assertThat(new ConsentTable(database).count(consent.member().value())).isOne();
        assertThat(new ConsentTable(database).count("bank-a")).isZero();
    }

    @Test
    void attemptThatLivesIsNoOutcome() {
        ledger.outcome(SCOPE, stake("one", ALL, Part.WITNESSED, Outcome.LIVE));
        assertThat(entries()).isEmpty();
        assertThat(ledger.openings(JOB)).isZero();
    }

    @Test
    void ciphertextsOfOtherAttemptsOfTheJobAreKnown() {
        Digest one = Digest.hash("one");
        Digest two = Digest.hash("two");
        List<Digest> digests = List.of(Digest.hash("c1"), Digest.hash("c2"));
        ledger.keepCiphertexts(JOB, one, digests);
        ledger.keepCiphertexts(JOB, one, digests);

        assertThat(ledger.ciphertextsOutside(JOB, two)).containsExactlyInAnyOrderElementsOf(digests);
        assertThat(ledger.ciphertextsOutside(JOB, one)).isEmpty();
        assertThat(ledger.ciphertextsOutside(new JobId("0123456789abcdef0123456789abcdef"), two))
                .isEmpty();
    }

    @Test
    void peoplesDecisionsAreInTheAuditLog() {
        var approval = BANKS.approve(BANKS.id(1), TASK).getFirst();
        ledger.approved(approval);
        ledger.decided("WITHDRAW", JOB);
        assertThat(entries())
                .containsExactly(
                        "APPROVAL " + TASK.taskHash().hex() + " "
                                + approval.approverKey().hex(),
                        "ADMIN WITHDRAW " + JOB.value());
    }

    @Test
    void openingsAreOneForEachCohortThatCountsAndATakenUpOneFreezesTheScope() throws Exception {
        ledger.outcome(SCOPE, stake("one", ALL, Part.WITNESSED, Outcome.OPENED));
        assertThat(ledger.openings()).hasSize(1);
        ledger.outcome(SCOPE, stake("two", ALL, Part.WITNESSED, Outcome.OPENED));
        ledger.outcome(SCOPE, stake("three", THREE, Part.REVEALED, Outcome.DEAD));
        List<Recalled.Opening> openings = ledger.openings();
        assertThat(openings).singleElement().satisfies(opening -> {
            assertThat(opening.cohort()).isEqualTo(ALL);
            assertThat(opening.scope()).isEqualTo(SCOPE);
            assertThat(opening.job()).isEqualTo(JOB);
        });

        try (Database restored = Database.open(StoreKind.SQLITE.create(directory.resolve("restored")))) {
            restored.audit().open(true);
            DecisionLedger other = new DecisionLedger(restored);
            Incarnation incarnation = new Incarnation("00112233445566778899aabbccddeeff", true);
            InstallationTable installation = new InstallationTable(
                    restored, directory.resolve("restored").resolve("incarnation"));
            var _ = installation.replace(incarnation);
            Stake live = stake("one", ALL, Part.REVEALED, Outcome.LIVE);
            other.revealed(SCOPE, live);
            Recalled.Opening known = new Recalled.Opening(SCOPE, JOB, 0, live.attemptId(), live.stateDigest(), ALL);
            Recalled.Opening unknown =
                    new Recalled.Opening(SCOPE, JOB, 1, Digest.hash("unknown"), Digest.hash("state 1"), THREE);
            other.takeUp(List.of(JOB), List.of(known, unknown), incarnation.id(), "bank-b", 7);

            assertThat(other.isSpent(JOB)).isTrue();
            assertThat(other.isSpent(new JobId("0123456789abcdef0123456789abcdef")))
                    .isFalse();
            assertThat(installation.current().quarantined()).isFalse();
            assertThat(other.scope(SCOPE).stakes())
                    .extracting(Stake::outcome)
                    .containsExactly(Outcome.OPENED, Outcome.OPENED);
            assertThat(other.scope(SCOPE).stakes()).contains(with(live, Outcome.OPENED));
            assertThat(entries(restored))
                    .endsWith("STANDING RELEASED " + incarnation.id() + " spent 1 jobs by the word of bank-b")
                    .contains("DECISION OUTCOME " + Digest.hash("unknown").hex());
        }
    }

    @Test
    void sharedAttemptCannotBeAbandonedNorAnAbandonedOneShared() throws Exception {
        SealedAttempt shared = attempts.sealed(attempts.open(ALL), "shared");
        var _ = release(shared);
        assertThatThrownBy(() -> ledger.abandoned(SCOPE, shared.attemptId()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was shared and cannot be abandoned");
        assertThat(ledger.scope(SCOPE).abandoned()).isEmpty();

        SealedAttempt abandoned = attempts.sealed(attempts.open(ALL), "abandoned");
        ledger.abandoned(SCOPE, abandoned.attemptId());
        GateFacts ignorant = facts(ScopeLedger.empty(SCOPE)); // a gate that is told nothing would permit it
        SealedAttempt otherRoot = new SealedAttempt(
                shared.transcript(), Digest.hash("another product"), shared.sealedBy(), 7, OptionalLong.of(8));
        assertThat(otherRoot.root()).isNotEqualTo(shared.root());
        assertThatThrownBy(() -> ledger.release(gate, otherRoot, SCOPE, () -> ignorant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was shared with another root");
        assertThatThrownBy(() -> ledger.release(gate, abandoned, SCOPE, () -> ignorant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its share must not leave");
    }

    private DecisionLedger.Decided release(SealedAttempt attempt) throws Exception {
        return ledger.release(gate, attempt, SCOPE, () -> facts(ledger.scope(SCOPE)));
    }

    private static GateFacts facts(ScopeLedger scope) {
        MemberId self = BANKS.id(1);
        return new GateFacts(
                self,
                BANKS.consortium(),
                new GateFacts.KeyEpoch(TASK.keyId(), EpochType.MASKED_SUMS, false),
                new GateFacts.TaskFacts(Optional.of(TASK), BANKS.approve(self, TASK), false),
                scope,
                new GateFacts.Usage(0, Set.of()),
                Optional.empty(),
                TASK.createdAt() + 1);
    }

    private List<String> entries() {
        return entries(database);
    }

    /** Kind and text of each entry of the audit log, but those of starts. */
    private static List<String> entries(Database of) {
        return of.audit().entries().stream()
                .filter(entry -> entry.kind() != AuditEntry.Kind.START)
                .map(entry -> entry.kind() + " " + entry.text())
                .toList();
    }

    private static Stake stake(String attempt, List<MemberId> cohort, Part part, Outcome outcome) {
        return new Stake(JOB, 0, Digest.hash(attempt), Digest.hash("state"), cohort, Digest.ZERO, part, outcome);
    }

    private static Stake stake(SealedAttempt attempt, Digest root, Part part, Outcome outcome) {
        return new Stake(
                JOB,
                attempt.open().round(),
                attempt.attemptId(),
                attempt.open().stateDigest(),
                attempt.cohort(),
                root,
                part,
                outcome);
    }

    private static Stake with(Stake stake, Outcome outcome) {
        return new Stake(
                stake.job(),
                stake.round(),
                stake.attemptId(),
                stake.stateDigest(),
                stake.cohort(),
                stake.root(),
                stake.part(),
                outcome);
    }
}
