package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.testing.Behaviours;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.InMemoryMember;
import io.concordat.protocol.testing.Invariants;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rounds in which nobody cheats but members are missing, late or lost. */
final class SecureSumRoundTest {
    @Test
    void threeBanksOpenTheirSumAndAgreeOnTheNextState() {
        TestJob job = TestJob.of(TestConsortium.of(3), 2);
        ScriptedNetwork network = new ScriptedNetwork(job, 1, Faults.NONE).start();
        network.runToEnd(2);
        assertThat(network.members())
                .allSatisfy(member -> assertThat(member.result(1).orElseThrow().sums())
                        .isEqualTo(job.sums(job.task().cohort(), 1)));
        Invariants.check(job, network.members());
        Invariants.nobodyIsAccused(network.members());
    }

    @Test
    void memberMissingAtJoinCostsNothingAndASmallerCohortOpens() {
        TestJob job = TestJob.of(TestConsortium.of(4), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 2, Faults.NONE);
        MemberId lost = job.bank().id(3);
        network.takeAway(lost);
        network.start().runToEnd(1);
        List<MemberId> rest = job.bank().consortium().ids().subList(0, 3);
        for (InMemoryMember member : present(network, lost)) {
            assertThat(member.result(0).orElseThrow().cohort()).isEqualTo(rest);
            assertThat(member.sent(Reveal.class))
                    .as("reveals of " + member.id())
                    .hasSize(1);
        }
        Invariants.check(job, present(network, lost));
        Invariants.nobodyIsAccused(present(network, lost));
    }

    @Test
    void memberMissingAtJoinComesBackAndANewAttemptOpens() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 3, Faults.NONE);
        MemberId late = job.bank().id(2);
        network.takeAway(late);
        network.start().runFor(1_000);
        assertThat(network.member(job.bank().id(0)).result(0)).isEmpty();
        assertThat(network.member(job.bank().id(0)).sent(Reveal.class)).isEmpty();
        network.bringBack(late);
        network.runToEnd(1);
        assertThat(network.member(late).result(0).orElseThrow().attempt()).isPositive();
        Invariants.check(job, network.members());
    }

    @Test
    void memberMissingAtCommitCostsNothingAndANewAttemptOpens() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 4, Faults.NONE);
        InMemoryMember mute = network.member(job.bank().id(1));
        mute.behave(Behaviours.silentAbout(MessageType.COMMIT));
        network.start().runFor(200);
        assertThat(network.member(job.bank().id(0)).sent(Commit.class)).isNotEmpty();
        assertThat(network.member(job.bank().id(0)).sent(Reveal.class)).isEmpty();
        mute.behave(Behaviours.HONEST);
        network.runToEnd(1);
        Invariants.check(job, network.members());
        Invariants.nobodyIsAccused(network.members());
    }

    @Test
    void revealLeavesOnlyAfterEveryCommitmentIsStored() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 5, Faults.NONE);
        MemberId blind = job.bank().id(0);
        network.member(job.bank().id(2)).behave(Behaviours.silentAbout(MessageType.COMMIT, blind));
        network.start().runFor(100);
        assertThat(network.member(blind).sent(Commit.class)).hasSize(1);
        assertThat(network.member(blind).sent(Reveal.class)).isEmpty();
        assertThat(network.member(job.bank().id(1)).sent(Reveal.class)).hasSize(1);
    }

    @Test
    void memberLostAfterItsRevealParksTheRoundUntilItIsBack() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 6, Faults.NONE);
        InMemoryMember lost = network.member(job.bank().id(2));
        lost.behave(Behaviours.silentAbout(MessageType.SEAL));
        network.start().runUntilQuiet();
        network.takeAway(lost.id());
        network.runFor(3_600);
        InMemoryMember first = network.member(job.bank().id(0));
        assertThat(first.sent(Abandon.class))
                .as("a sealed member does not abandon early")
                .isEmpty();
        assertThat(first.machine(0).waitingFor(first.state(0)).orElseThrow().missing())
                .containsExactly(lost.id());
        lost.behave(Behaviours.HONEST);
        network.bringBack(lost.id());
        network.runToEnd(1);
        assertThat(first.result(0).orElseThrow().attempt()).isZero();
        Invariants.check(job, network.members());
    }

    @Test
    void memberLostBeforeItsRevealLeadsToADeathCertificateAndASmallerCohort() {
        TestJob job = TestJob.of(TestConsortium.of(4), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 7, Faults.NONE);
        InMemoryMember lost = network.member(job.bank().id(3));
        lost.behave(Behaviours.silentAbout(MessageType.REVEAL));
        network.start().runUntilQuiet();
        network.takeAway(lost.id());
        network.runToEnd(1);
        List<InMemoryMember> rest = present(network, lost.id());
        for (InMemoryMember member : rest) {
            assertThat(member.sent(Abandon.class)).isNotEmpty();
            assertThat(member.result(0).orElseThrow().cohort()).doesNotContain(lost.id());
            assertThat(member.sent(Share.class)).hasSize(1);
        }
        Invariants.check(job, rest);
    }

    @Test
    void operatorMayAbandonASealedAttemptOnlyAfterTheLongDeadline() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 8, Faults.NONE);
        network.member(job.bank().id(2)).behave(Behaviours.silentAbout(MessageType.SEAL));
        network.start();
        InMemoryMember first = network.member(job.bank().id(0));
        network.runUntilQuiet();
        assertThat(first.state(0).attempt(0).orElseThrow().state()).isInstanceOf(AttemptState.Sealed.class);
        first.happen(0, new RoundEvent.AbandonRequested(0));
        network.runFor(3_600);
        assertThat(first.sent(Abandon.class)).isEmpty();
        network.runFor(24 * 3_600);
        first.happen(0, new RoundEvent.AbandonRequested(0));
        network.runFor(1);
        assertThat(first.sent(Abandon.class)).hasSize(1);
        Invariants.check(job, network.members());
    }

    private static List<InMemoryMember> present(ScriptedNetwork network, MemberId without) {
        return network.members().stream()
                .filter(member -> !member.id().equals(without))
                .toList();
    }
}
