package io.concordat.protocol.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.GateFacts.KeyEpoch;
import io.concordat.protocol.gate.GateFacts.TaskFacts;
import io.concordat.protocol.gate.GateFacts.Usage;
import io.concordat.protocol.gate.Stake.Outcome;
import io.concordat.protocol.gate.Stake.Part;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every gate is turned false once: the share stays, and the gate is named. */
final class DecryptionGateTest {
    private final TestConsortium bank = TestConsortium.of(4);
    private final List<MemberId> all = bank.consortium().ids();
    private final MemberId self = bank.id(1);
    private final TaskSpec task = bank.task();
    private final SealedAttempts attempts = new SealedAttempts(bank, task);
    private final Open open = attempts.open(all);
    private final SealedAttempt sealed = attempts.sealed(open, "this");
    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());

    @Test
    void releasesWhenEveryGateIsOpen() {
        assertThat(gate.admit(open, facts())).isEmpty();
        GateDecision decision = gate.decide(sealed, facts());
        assertThat(decision).isInstanceOfSatisfying(GateDecision.Release.class, release -> {
            assertThat(release.permit().attempt()).isEqualTo(sealed);
            assertThat(release.permit().repeated()).isFalse();
        });
    }

    @Test
    void refusesAnUnknownTask() {
        expect(GateId.G2, ProblemType.TASK_NOT_APPROVED, with(new TaskFacts(Optional.empty(), List.of(), false)));
    }

    @Test
    void refusesAnotherTaskThanTheOneApproved() {
        TaskSpec other = bank.task(all, "other-scope");
        expect(
                GateId.G2,
                ProblemType.TASK_MISMATCH,
                with(new TaskFacts(Optional.of(other), bank.approve(self, other), false)));
    }

    @Test
    void refusesATaskOfAnotherConsortiumOrKey() {
        GateFacts good = facts();
        KeyEpoch otherKey = new KeyEpoch(Digest.hash("another key"), EpochType.MASKED_SUMS, false);
        expect(GateId.G2, ProblemType.KEY_EPOCH_MISMATCH, with(good, otherKey));
    }

    @Test
    void refusesARevokedTask() {
        expect(
                GateId.G2,
                ProblemType.TASK_REVOKED,
                with(new TaskFacts(Optional.of(task), bank.approve(self, task), true)));
    }

    @Test
    void refusesFromTheSecondOfExpiryOn() {
        GateFacts good = facts();
        assertThat(gate.decide(sealed, at(good, task.expiresAt() - 1))).isInstanceOf(GateDecision.Release.class);
        expect(GateId.G2, ProblemType.TASK_EXPIRED, at(good, task.expiresAt()));
    }

    @Test
    void refusesOneApproverSigningTwice() {
        Approval once = bank.approve(self, task).getFirst();
        expect(
                GateId.G2,
                ProblemType.TASK_NOT_APPROVED,
                with(new TaskFacts(Optional.of(task), List.of(once, once), false)));
    }

    @Test
    void refusesApproversOfAnotherBank() {
        expect(
                GateId.G2,
                ProblemType.APPROVAL_INVALID,
                with(new TaskFacts(Optional.of(task), bank.approve(bank.id(2), task), false)));
    }

    @Test
    void refusesACohortBelowTheMinimum() {
        Open two = attempts.open(all.subList(0, 2));
        expectFor(attempts.sealed(two, "two"), GateId.G3, ProblemType.COHORT_TOO_SMALL);
        assertThat(gate.admit(two, facts()))
                .hasValueSatisfying(refuse -> assertThat(refuse.gate()).isEqualTo(GateId.G3));
    }

    @Test
    void refusesAMemberOutsideTheTasksCohort() {
        TaskSpec three = bank.task(all.subList(0, 3), "cards");
        SealedAttempts ofThree = new SealedAttempts(bank, three);
        GateFacts facts = with(new TaskFacts(Optional.of(three), bank.approve(self, three), false));
        GateDecision decision = gate.decide(ofThree.sealed(ofThree.open(all), "four"), facts);
        assertRefused(decision, GateId.G3, ProblemType.COHORT_REFUSED);
    }

    @Test
    void refusesARevealThatIsNotAfterTheLastCommit() {
        expectFor(order(8, OptionalLong.of(8)), GateId.G4, ProblemType.ORDER_VIOLATION);
        expectFor(order(9, OptionalLong.of(8)), GateId.G4, ProblemType.ORDER_VIOLATION);
        expectFor(order(7, OptionalLong.empty()), GateId.G4, ProblemType.ORDER_VIOLATION);
    }

    @Test
    void memberOutsideTheCohortNeedsNoRevealOfItsOwn() {
        List<MemberId> others = List.of(bank.id(0), bank.id(2), bank.id(3));
        SealedAttempt watched = attempts.sealed(attempts.open(others), "watched");
        TreeSet<MemberId> sealedBy = new TreeSet<>(all);
        SealedAttempt mine =
                new SealedAttempt(watched.transcript(), watched.aggregateHash(), sealedBy, 7, OptionalLong.empty());
        assertThat(gate.decide(mine, facts())).isInstanceOf(GateDecision.Release.class);
    }

    @Test
    void refusesARevealThatDiffersFromItsCommitment() {
        SealedAttempt broken = new SealedAttempt(
                attempts.transcript(open, "this", true),
                sealed.aggregateHash(),
                sealed.sealedBy(),
                7,
                OptionalLong.of(8));
        expectFor(broken, GateId.G5, ProblemType.COMMITMENT_MISMATCH);
    }

    @Test
    void refusesACiphertextThatWasSeenBeforeInTheJob() {
        Digest seen = RoundHashes.ciphertext(
                sealed.transcript().reveal(bank.id(3)).ciphertexts().block(1));
        GateFacts good = facts();
        GateFacts facts = new GateFacts(
                good.self(),
                good.consortium(),
                good.key(),
                good.task(),
                good.ledger(),
                new Usage(0, Set.of(seen)),
                good.notReady(),
                good.now());
        expect(GateId.G5, ProblemType.MALFORMED_CIPHERTEXT, facts);
    }

    @Test
    void refusesAKeyEpochThatCarriesOtherCiphertexts() {
        GateFacts good = facts();
        expect(
                GateId.G6,
                ProblemType.EPOCH_TYPE_REFUSED,
                with(good, new KeyEpoch(bank.keyId(), EpochType.PROVEN, false)));
        expect(GateId.G6, ProblemType.KEY_RETIRED, with(good, new KeyEpoch(bank.keyId(), EpochType.MASKED_SUMS, true)));
    }

    @Test
    void refusesFewerThanThresholdEqualSeals() {
        expectFor(sealedBy(List.of(self, bank.id(0))), GateId.G7, ProblemType.TRANSCRIPT_MISMATCH);
        expectFor(sealedBy(List.of(bank.id(0), bank.id(2), bank.id(3))), GateId.G7, ProblemType.TRANSCRIPT_MISMATCH);
        expectFor(
                sealedBy(List.of(self, bank.id(0), MemberId.of("stranger"))),
                GateId.G7,
                ProblemType.TRANSCRIPT_MISMATCH);
        assertThat(gate.decide(sealedBy(List.of(self, bank.id(0), bank.id(3))), facts()))
                .isInstanceOf(GateDecision.Release.class);
    }

    @Test
    void repeatsTheVeryReleaseThatTheLedgerHolds() {
        Stake same = stake(sealed, sealed.root(), Part.SHARED, Outcome.LIVE);
        GateFacts later = at(ledger(same), task.expiresAt() + 10);
        assertThat(gate.decide(sealed, later)).isInstanceOfSatisfying(GateDecision.Release.class, release -> assertThat(
                        release.permit().repeated())
                .isTrue());
    }

    @Test
    void refusesAnotherRootForAnAttemptThatWasReleased() {
        Stake other = stake(sealed, Digest.hash("another root"), Part.SHARED, Outcome.LIVE);
        expect(GateId.G8, ProblemType.ALREADY_RELEASED, ledger(other));
    }

    @Test
    void refusesAShareAfterAnAbandon() {
        GateFacts good = facts();
        ScopeLedger abandoned = new ScopeLedger(task.scope(), List.of(), Set.of(sealed.attemptId()), List.of());
        expect(GateId.G8, ProblemType.ATTEMPT_ABANDONED, with(good, abandoned));
    }

    @Test
    void refusesASecondReleaseForOneRoundUnlessTheFirstIsDeadOrFailed() {
        SealedAttempt other = attempts.sealed(open, "other");
        for (Outcome outcome : Outcome.values()) {
            Stake shared = stake(other, other.root(), Part.SHARED, outcome);
            boolean refused = outcome == Outcome.LIVE || outcome == Outcome.OPENED;
            assertThat(gate.decide(sealed, ledger(shared)) instanceof GateDecision.Refuse)
                    .as(outcome.name())
                    .isEqualTo(refused);
        }
        expect(
                GateId.G8,
                ProblemType.ALREADY_RELEASED,
                ledger(stake(other, Digest.ZERO, Part.WITNESSED, Outcome.OPENED)));
    }

    @Test
    void refusesAThirdRetryOfAFailedOpening() {
        List<Stake> failed = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SealedAttempt other = attempts.sealed(open, "failed " + i);
            failed.add(stake(other, other.root(), Part.SHARED, Outcome.FAILED));
        }
        assertThat(gate.decide(sealed, ledger(failed))).isInstanceOf(GateDecision.Release.class);
        SealedAttempt third = attempts.sealed(open, "failed 2");
        failed.add(stake(third, third.root(), Part.SHARED, Outcome.FAILED));
        assertRefused(gate.decide(sealed, ledger(failed)), GateId.G8, ProblemType.RETRIES_EXHAUSTED);
    }

    @Test
    void refusesAnotherCohortAfterAFailedOpening() {
        SealedAttempt other = attempts.sealed(attempts.open(all.subList(0, 3)), "failed");
        expect(GateId.G8, ProblemType.COHORT_REFUSED, ledger(stake(other, other.root(), Part.SHARED, Outcome.FAILED)));
    }

    @Test
    void refusesTwoRoundsFromOneState() {
        SealedAttempt other = attempts.sealed(attempts.open(1, all, task.initialStateDigest()), "round 1");
        expect(
                GateId.G8,
                ProblemType.ALREADY_RELEASED,
                ledger(stake(other, other.root(), Part.SHARED, Outcome.OPENED)));
    }

    @Test
    void refusesToJoinWhileAnEarlierAttemptLives() {
        SealedAttempt other = attempts.sealed(open, "other");
        Stake revealed = stake(other, Digest.ZERO, Part.REVEALED, Outcome.LIVE);
        assertThat(gate.admit(open, ledger(revealed)))
                .hasValueSatisfying(refuse -> assertThat(refuse.reason().type()).isEqualTo(ProblemType.ATTEMPT_LIVE));
        Stake dead = stake(other, Digest.ZERO, Part.REVEALED, Outcome.DEAD);
        assertThat(gate.admit(open, ledger(dead))).isEmpty();
    }

    @Test
    void refusesToJoinWhatAnyGateRefuses() {
        assertNotAdmitted(
                GateId.G2, ProblemType.TASK_NOT_APPROVED, with(new TaskFacts(Optional.empty(), List.of(), false)));
        assertNotAdmitted(
                GateId.G6,
                ProblemType.EPOCH_TYPE_REFUSED,
                with(facts(), new KeyEpoch(bank.keyId(), EpochType.PROVEN, false)));
        SealedAttempt other = attempts.sealed(open, "other");
        assertNotAdmitted(
                GateId.G8,
                ProblemType.ALREADY_RELEASED,
                ledger(stake(other, Digest.ZERO, Part.WITNESSED, Outcome.OPENED)));
        assertNotAdmitted(
                GateId.G9, ProblemType.DIFFERENCING_RISK, ledger(elsewhere(all.subList(0, 3), Outcome.OPENED)));
        assertNotAdmitted(
                GateId.G10,
                ProblemType.BUDGET_EXHAUSTED,
                used(facts(), task.limits().maximumOpenings()));
    }

    @Test
    void liveAttemptElsewhereForbidsToJoinOnlyIfItsCohortIsAnother() {
        assertNotAdmitted(GateId.G8, ProblemType.ATTEMPT_LIVE, ledger(elsewhere(all.subList(0, 3), Outcome.LIVE)));
        assertThat(gate.admit(open, ledger(elsewhere(all, Outcome.LIVE)))).isEmpty();
    }

    @Test
    void sumThatOthersOpenedOfThisVeryAttemptIsNoReasonToKeepTheShare() {
        assertThat(gate.decide(sealed, ledger(stake(sealed, Digest.ZERO, Part.REVEALED, Outcome.OPENED))))
                .isInstanceOf(GateDecision.Release.class);
    }

    @Test
    void otherAttemptThatWasOnlyRevealedForIsNoReasonEitherUnlessItWasOpened() {
        SealedAttempt other = attempts.sealed(open, "other");
        assertThat(gate.decide(sealed, ledger(stake(other, Digest.ZERO, Part.REVEALED, Outcome.LIVE))))
                .isInstanceOf(GateDecision.Release.class);
        expect(
                GateId.G8,
                ProblemType.ALREADY_RELEASED,
                ledger(stake(other, Digest.ZERO, Part.REVEALED, Outcome.OPENED)));
    }

    @Test
    void firstOpeningFreezesTheCohortOfAScope() {
        for (Outcome outcome : List.of(Outcome.OPENED, Outcome.FAILED)) {
            expect(GateId.G9, ProblemType.DIFFERENCING_RISK, ledger(elsewhere(all.subList(0, 3), outcome)));
        }
        assertThat(gate.decide(sealed, ledger(elsewhere(all.subList(0, 3), Outcome.DEAD))))
                .isInstanceOf(GateDecision.Release.class);
        assertThat(gate.decide(sealed, ledger(elsewhere(all, Outcome.OPENED))))
                .isInstanceOf(GateDecision.Release.class);
    }

    @Test
    void anotherCohortNeedsTheConsentOfEveryBankThatIsNotInAll() {
        GateFacts good = facts();
        List<MemberId> three = all.subList(0, 3);
        Stake opened = elsewhere(three, Outcome.OPENED);
        Digest change = new CohortChange(task.scope(), List.of(three), all).hash();
        MemberId fourth = bank.id(3);
        CohortConsent consent = CohortConsent.sign(fourth, change, bank.signer(fourth));
        CohortConsent forged = CohortConsent.sign(fourth, change, bank.signer(bank.id(0)));
        CohortConsent elsewhere = CohortConsent.sign(
                fourth, new CohortChange(new ScopeId("other"), List.of(three), all).hash(), bank.signer(fourth));
        for (List<CohortConsent> insufficient :
                List.of(List.<CohortConsent>of(), List.of(forged), List.of(elsewhere))) {
            ScopeLedger ledger = new ScopeLedger(task.scope(), List.of(opened), Set.of(), insufficient);
            assertRefused(gate.decide(sealed, with(good, ledger)), GateId.G9, ProblemType.DIFFERENCING_RISK);
        }
        ScopeLedger ledger = new ScopeLedger(task.scope(), List.of(opened), Set.of(), List.of(consent));
        assertThat(gate.decide(sealed, with(good, ledger))).isInstanceOf(GateDecision.Release.class);
    }

    @Test
    void consentIsNotEnoughWhenTooFewBanksAreInAllCohorts() {
        GateFacts good = facts();
        List<MemberId> other = List.of(bank.id(0), bank.id(1), bank.id(2));
        List<MemberId> proposed = List.of(bank.id(1), bank.id(2), bank.id(3));
        Digest change = new CohortChange(task.scope(), List.of(other), proposed).hash();
        List<CohortConsent> consents = all.stream()
                .map(id -> CohortConsent.sign(id, change, bank.signer(id)))
                .toList();
        ScopeLedger ledger =
                new ScopeLedger(task.scope(), List.of(elsewhere(other, Outcome.OPENED)), Set.of(), consents);
        SealedAttempt attempt = attempts.sealed(attempts.open(proposed), "proposed");
        GateDecision decision = gate.decide(attempt, with(good, ledger));
        assertRefused(decision, GateId.G9, ProblemType.DIFFERENCING_RISK);
        assertThat(((GateDecision.Refuse) decision).reason().sentence()).contains("at least 3 banks in all");
    }

    @Test
    void refusesTheLedgerOfAnotherScope() {
        GateFacts good = facts();
        expect(GateId.G9, ProblemType.DIFFERENCING_RISK, with(good, ScopeLedger.empty(new ScopeId("other"))));
    }

    @Test
    void refusesWhenTheBudgetIsUsedUp() {
        GateFacts good = facts();
        int most = task.limits().maximumOpenings();
        assertThat(gate.decide(sealed, used(good, most - 1))).isInstanceOf(GateDecision.Release.class);
        expect(GateId.G10, ProblemType.BUDGET_EXHAUSTED, used(good, most));
        Open beyond = attempts.open(task.limits().maximumRounds(), all, Digest.hash("a late state"));
        expectFor(attempts.sealed(beyond, "late"), GateId.G10, ProblemType.BUDGET_EXHAUSTED);
    }

    @Test
    void refusesWhileTheNodeIsNotReady() {
        GateFacts good = facts();
        Rejection quarantined = new Rejection(ProblemType.QUARANTINED, "Expected a confirmed ledger");
        GateFacts facts = new GateFacts(
                good.self(),
                good.consortium(),
                good.key(),
                good.task(),
                good.ledger(),
                good.usage(),
                Optional.of(quarantined),
                good.now());
        expect(GateId.G11, ProblemType.QUARANTINED, facts);
        assertThat(gate.admit(open, facts))
                .hasValueSatisfying(refuse -> assertThat(refuse.gate()).isEqualTo(GateId.G11));
    }

    @Test
    void receiptExistsOnlyAfterTheLedgerReturned() {
        GateDecision.Release release = (GateDecision.Release) gate.decide(sealed, facts());
        assertThatThrownBy(() -> LedgerReceipt.record(release.permit(), _ -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void receiptIsForTheVeryAttemptThatTheLedgerWroteDown() throws Exception {
        GateDecision.Release release = (GateDecision.Release) gate.decide(sealed, facts());
        List<ReleasePermit> written = new ArrayList<>();
        LedgerReceipt receipt = LedgerReceipt.record(release.permit(), written::add);
        assertThat(written).containsExactly(release.permit());
        assertThat(receipt.attempt()).isEqualTo(sealed);
        assertThat(receipt).hasToString("receipt for " + sealed.attemptId().brief());
        assertThat(release.permit())
                .hasToString("permit for " + sealed.attemptId().brief());
    }

    private void assertNotAdmitted(GateId id, ProblemType type, GateFacts facts) {
        assertThat(gate.admit(open, facts)).hasValueSatisfying(refuse -> assertRefused(refuse, id, type));
    }

    private SealedAttempt order(long lastCommit, OptionalLong ownReveal) {
        return new SealedAttempt(sealed.transcript(), sealed.aggregateHash(), sealed.sealedBy(), lastCommit, ownReveal);
    }

    private SealedAttempt sealedBy(List<MemberId> members) {
        return new SealedAttempt(
                sealed.transcript(), sealed.aggregateHash(), new TreeSet<>(members), 7, OptionalLong.of(8));
    }

    private Stake stake(SealedAttempt attempt, Digest root, Part part, Outcome outcome) {
        return new Stake(
                task.jobId(),
                attempt.open().round(),
                attempt.attemptId(),
                attempt.open().stateDigest(),
                attempt.cohort(),
                root,
                part,
                outcome);
    }

    private static Stake elsewhere(List<MemberId> cohort, Outcome outcome) {
        return new Stake(
                new JobId("0123456789abcdef0123456789abcdef"),
                3,
                Digest.hash("elsewhere"),
                Digest.hash("state elsewhere"),
                cohort,
                Digest.ZERO,
                Part.WITNESSED,
                outcome);
    }

    private GateFacts facts() {
        return new GateFacts(
                self,
                bank.consortium(),
                new KeyEpoch(bank.keyId(), EpochType.MASKED_SUMS, false),
                new TaskFacts(Optional.of(task), bank.approve(self, task), false),
                ScopeLedger.empty(task.scope()),
                new Usage(0, Set.of()),
                Optional.empty(),
                1_500);
    }

    private GateFacts with(TaskFacts changed) {
        GateFacts good = facts();
        return new GateFacts(
                self, good.consortium(), good.key(), changed, good.ledger(), good.usage(), good.notReady(), good.now());
    }

    private GateFacts with(GateFacts good, KeyEpoch key) {
        return new GateFacts(
                self, good.consortium(), key, good.task(), good.ledger(), good.usage(), good.notReady(), good.now());
    }

    private GateFacts with(GateFacts good, ScopeLedger ledger) {
        return new GateFacts(
                self, good.consortium(), good.key(), good.task(), ledger, good.usage(), good.notReady(), good.now());
    }

    private GateFacts at(GateFacts good, long now) {
        return new GateFacts(
                self, good.consortium(), good.key(), good.task(), good.ledger(), good.usage(), good.notReady(), now);
    }

    private GateFacts used(GateFacts good, int openings) {
        Usage usage = new Usage(openings, Set.of());
        return new GateFacts(
                self, good.consortium(), good.key(), good.task(), good.ledger(), usage, good.notReady(), good.now());
    }

    private GateFacts ledger(Stake stake) {
        return ledger(List.of(stake));
    }

    private GateFacts ledger(List<Stake> stakes) {
        return with(facts(), new ScopeLedger(task.scope(), stakes, Set.of(), List.of()));
    }

    private void expect(GateId id, ProblemType type, GateFacts facts) {
        assertRefused(gate.decide(sealed, facts), id, type);
    }

    private void expectFor(SealedAttempt attempt, GateId id, ProblemType type) {
        assertRefused(gate.decide(attempt, facts()), id, type);
    }

    private static void assertRefused(GateDecision decision, GateId id, ProblemType type) {
        assertThat(decision).isInstanceOfSatisfying(GateDecision.Refuse.class, refuse -> {
            assertThat(refuse.gate()).isEqualTo(id);
            assertThat(refuse.reason().type()).isEqualTo(type);
        });
    }
}
