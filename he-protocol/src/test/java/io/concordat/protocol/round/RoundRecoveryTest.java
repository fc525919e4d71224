package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.InMemoryMember;
import io.concordat.protocol.testing.Invariants;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A member that dies at any point of a round goes on from its journal as if nothing had happened. */
final class RoundRecoveryTest {
    private final TestJob job = TestJob.of(TestConsortium.of(3), 1);
    private final MemberId victim = job.bank().id(1);

    @Test
    void crashAfterEveryEventLeadsToTheSumOfTheFirstAttempt() {
        int events =
                finished(new ScriptedNetwork(job, 41, Faults.NONE)).journal(0).size();
        assertThat(events).isGreaterThan(20);
        for (int i = 1; i < events; i++) {
            ScriptedNetwork network = new ScriptedNetwork(job, 41, Faults.NONE);
            network.crashAfterEvent(victim, i);
            InMemoryMember member = finished(network);
            assertThat(member.result(0).orElseThrow().attempt())
                    .as("crash after event " + i)
                    .isZero();
            Invariants.check(job, network.members());
            Invariants.nobodyIsAccused(network.members());
        }
    }

    @Test
    void crashInEveryEffectLeadsToTheSumOfTheFirstAttempt() {
        for (int i = 0; i < 14; i++) {
            ScriptedNetwork network = new ScriptedNetwork(job, 42, Faults.NONE);
            network.crashInEffect(victim, i);
            InMemoryMember member = finished(network);
            assertThat(member.result(0).orElseThrow().attempt())
                    .as("crash in effect " + i)
                    .isZero();
            Invariants.check(job, network.members());
            Invariants.nobodyIsAccused(network.members());
        }
    }

    @Test
    void everyPrefixOfAJournalReplaysToTheStateThatWasThere() {
        InMemoryMember member = finished(new ScriptedNetwork(job, 43, Faults.NONE));
        RoundMachine machine = member.machine(0);
        List<RoundEvent> journal = member.journal(0);
        RoundState state = machine.start().state();
        for (int i = 0; i < journal.size(); i++) {
            assertThat(machine.replay(journal.subList(0, i))).isEqualTo(state);
            state = machine.apply(state, journal.get(i)).state();
        }
        assertThat(state).isEqualTo(member.state(0));
    }

    @Test
    void repeatingEveryEventChangesNothingButTheCount() {
        InMemoryMember member = finished(new ScriptedNetwork(job, 44, Faults.NONE));
        RoundMachine machine = member.machine(0);
        RoundState end = member.state(0);
        for (RoundEvent event : member.journal(0)) {
            Transition again = machine.apply(end, event);
            assertThat(again.effects()).isEmpty();
            assertThat(again.state().attempts()).isEqualTo(end.attempts());
        }
    }

    @Test
    void effectsOfATransitionAreThoseThatWereNotDueBefore() {
        InMemoryMember member = finished(new ScriptedNetwork(job, 45, Faults.NONE));
        RoundMachine machine = member.machine(0);
        RoundState state = machine.start().state();
        for (RoundEvent event : member.journal(0)) {
            List<RoundEffect> before = machine.due(state);
            Transition transition = machine.apply(state, event);
            assertThat(transition.effects()).noneMatch(before::contains);
            assertThat(machine.due(transition.state())).containsAll(transition.effects());
            state = transition.state();
        }
    }

    @Test
    void directoryPlacesEveryMessageInWhateverOrderItArrives() {
        ScriptedNetwork network = new ScriptedNetwork(job, 46, Faults.NONE);
        finished(network);
        List<SignedEnvelope> all = new ArrayList<>();
        network.members().forEach(member -> all.addAll(member.sent()));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(all, new Random(seed));
            RoundDirectory directory = new RoundDirectory();
            List<SignedEnvelope> placed = new ArrayList<>();
            for (SignedEnvelope envelope : all) {
                directory.accept(envelope).forEach(p -> {
                    assertThat(p.key()).isEqualTo(new RoundKey(job.task().taskHash(), 0));
                    placed.add(p.envelope());
                });
            }
            assertThat(placed).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private InMemoryMember finished(ScriptedNetwork network) {
        network.start().runToEnd(1);
        return network.member(victim);
    }
}
