package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.InMemoryMember;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Attempts in which a bank does not take part, or for which it does not release. */
final class RoundRefusalTest {
    private final TestJob job = TestJob.of(TestConsortium.of(3), 1);
    private final ScriptedNetwork network = new ScriptedNetwork(job, 30, Faults.NONE);
    private final InMemoryMember refusing = network.member(job.bank().id(1));

    @Test
    void attemptFromAnotherStateIsRefused() {
        refusing.work().initialState = Digest.hash("another state");
        expectRefusal(ProblemType.STATE_MISMATCH);
    }

    @Test
    void unapprovedTaskIsRefused() {
        refusing.work().approvals = refusing.work().approvals.subList(0, 1);
        expectRefusal(ProblemType.TASK_NOT_APPROVED);
    }

    @Test
    void approvalsOfAnotherBankAreRefused() {
        refusing.work().approvals = job.bank().approve(job.bank().id(0), job.task());
        expectRefusal(ProblemType.APPROVAL_INVALID);
    }

    @Test
    void expiredTaskIsRefused() {
        refusing.work().now = job.task().expiresAt();
        expectRefusal(ProblemType.TASK_EXPIRED);
    }

    @Test
    void revokedTaskIsRefused() {
        refusing.work().revoked = true;
        expectRefusal(ProblemType.TASK_REVOKED);
    }

    @Test
    void anotherCohortInTheSameScopeIsRefused() {
        TestJob three = new TestJob(
                TestConsortium.of(4),
                TestConsortium.of(4)
                        .task(TestConsortium.of(4).consortium().ids().subList(0, 3), "cards"),
                1);
        ScriptedNetwork fourBanks = new ScriptedNetwork(three, 31, Faults.NONE);
        Stake opened = new Stake(
                new JobId("0123456789abcdef0123456789abcdef"),
                7,
                Digest.hash("an earlier attempt"),
                Digest.hash("an earlier state"),
                three.bank().consortium().ids(),
                Digest.ZERO,
                Stake.Part.WITNESSED,
                Stake.Outcome.OPENED);
        fourBanks.members().forEach(member -> member.work().otherJobs = List.of(opened));
        fourBanks.start().runFor(600);
        assertThat(fourBanks.members().subList(0, 3)).allSatisfy(member -> {
            assertThat(member.problems()).contains(ProblemType.DIFFERENCING_RISK);
            assertThat(member.sent(Join.class)).isEmpty();
        });
    }

    @Test
    void frozenCohortOfTheScopeIsTheOnlyOneThatJoins() {
        List<MemberId> frozen = List.of(MemberId.of("bank-a"), MemberId.of("bank-b"), MemberId.of("bank-x"));
        refusing.work().frozenCohort = Optional.of(frozen);
        expectRefusal(ProblemType.DIFFERENCING_RISK);
    }

    @Test
    void liveAttemptOfAnotherCohortInTheScopeIsRefused() {
        refusing.work().otherJobs = List.of(new Stake(
                new JobId("0123456789abcdef0123456789abcdef"),
                0,
                Digest.hash("a live attempt"),
                Digest.hash("a state"),
                List.of(MemberId.of("bank-b"), MemberId.of("bank-c"), MemberId.of("bank-d")),
                Digest.ZERO,
                Stake.Part.REVEALED,
                Stake.Outcome.LIVE));
        expectRefusal(ProblemType.ATTEMPT_LIVE);
    }

    @Test
    void openByAMemberWhoseTurnItIsNotIsRefused() {
        InMemoryMember eager = network.member(job.bank().id(2));
        network.takeAway(job.bank().id(0));
        network.start();
        eager.send(eager.sign(open(0, job.task().cohort())));
        network.runUntilQuiet();
        assertThat(refusing.accuses(eager.id(), ProblemType.PROPOSER_REFUSED)).isTrue();
        assertThat(refusing.sent(Join.class)).isEmpty();
    }

    @Test
    void openWithANumberFarAheadIsRefusedAndTakesNoAttemptsAway() {
        InMemoryMember hasty = network.member(job.bank().id(0));
        network.start();
        hasty.send(hasty.sign(open(999_999, job.task().cohort()))); // 999,999 mod 3 = 0: its turn
        network.runUntilQuiet();
        assertThat(refusing.accuses(hasty.id(), ProblemType.PROPOSER_REFUSED)).isTrue();
        assertThat(refusing.result(0)).isPresent();
    }

    @Test
    void openFromOutsideTheCohortIsRefused() {
        TestConsortium bank = TestConsortium.of(4);
        TestJob three = new TestJob(bank, bank.task(bank.consortium().ids().subList(0, 3), "cards"), 1);
        ScriptedNetwork fourBanks = new ScriptedNetwork(three, 32, Faults.NONE);
        fourBanks.takeAway(bank.id(0));
        InMemoryMember outsider = fourBanks.member(bank.id(3));
        InMemoryMember inside = fourBanks.member(bank.id(1));
        fourBanks.start();
        Open valid = inside.machine(0).start().state().proposals().get(1);
        assertThat(valid).as("no proposal before its turn").isNull();
        outsider.send(outsider.sign(openOf(three, 0, three.task().cohort())));
        outsider.send(outsider.sign(openOf(three, 3, List.of(bank.id(1), bank.id(2), bank.id(3)))));
        fourBanks.runUntilQuiet();
        assertThat(inside.accuses(outsider.id(), ProblemType.PROPOSER_REFUSED)).isTrue();
        assertThat(inside.sent(Join.class)).isEmpty();
    }

    @Test
    void cohortThatLeavesOutABankThatIsThereIsRefused() {
        TestConsortium bank = TestConsortium.of(4);
        TestJob four = TestJob.of(bank, 1);
        ScriptedNetwork fourBanks = new ScriptedNetwork(four, 33, Faults.NONE);
        InMemoryMember unfair = fourBanks.member(bank.id(0));
        fourBanks.takeAway(unfair.id());
        fourBanks.start();
        SignedEnvelope open =
                unfair.sign(openOf(four, 0, bank.consortium().ids().subList(0, 3)));
        unfair.send(open);
        fourBanks.runUntilQuiet();
        assertThat(fourBanks.member(bank.id(1)).problems()).contains(ProblemType.COHORT_REFUSED);
        assertThat(fourBanks.member(bank.id(1)).sent(Join.class)).isEmpty();
    }

    @Test
    void nodeThatIsNotReadyReleasesOnceItIs() {
        Rejection quarantine = new Rejection(ProblemType.QUARANTINED, "Expected a confirmed ledger but it is restored");
        network.start();
        network.run(() -> !refusing.sent(Reveal.class).isEmpty(), 10_000);
        refusing.work().notReady = Optional.of(quarantine);
        network.runUntilQuiet();
        assertThat(refusing.sent(Share.class)).isEmpty();
        assertThat(refusing.problems()).contains(ProblemType.QUARANTINED);
        refusing.work().notReady = Optional.empty();
        Digest attemptId = refusing.sent(Reveal.class).getFirst().attemptId();
        refusing.happen(0, new RoundEvent.ReleaseRetried(attemptId));
        network.runToEnd(1);
        assertThat(refusing.sent(Share.class)).hasSize(1);
    }

    private void expectRefusal(ProblemType type) {
        network.start().runFor(600);
        assertThat(refusing.problems()).contains(type);
        assertThat(network.members()).allSatisfy(member -> {
            assertThat(member.sent(Reveal.class)).isEmpty();
            assertThat(member.sent(Share.class)).isEmpty();
        });
    }

    private Open open(int attempt, List<MemberId> cohort) {
        return openOf(job, attempt, cohort);
    }

    private static Open openOf(TestJob job, int attempt, List<MemberId> cohort) {
        return new Open(
                job.task().taskHash(),
                0,
                attempt,
                job.task().initialStateDigest(),
                Digest.ZERO,
                Digest.ZERO,
                job.layoutDigest(),
                cohort,
                job.bank().consortium().charter().deadlines());
    }
}
