package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.CombinationException;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCeremonyTest {

    @ParameterizedTest
    @CsvSource({"3, 3", "3, 2", "4, 3", "5, 4", "5, 5", "8, 7"})
    void honestMembersMakeAKeyThatEveryThresholdManyOfThemCanUse(int members, int threshold)
            throws CombinationException {
        CeremonyParameters parameters = ToyCeremonies.parameters(members, threshold, ToyCeremonies.smallBatches());

        ScriptedNetwork network =
                ScriptedNetwork.run(parameters, ToyCeremonies.luckySeed(members), ScriptedNetwork.Wire.HONEST);

        assertThat(network.aborts()).isEmpty();
        KeyInspection.check(network.results().values(), parameters);
    }

    @Test
    void searchesSeveralBatchesUntilItFindsAModulus() throws CombinationException {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());

        ScriptedNetwork network = ScriptedNetwork.run(parameters, "honest", ScriptedNetwork.Wire.HONEST);

        KeyInspection.check(network.results().values(), parameters);
        CeremonyProgress progress = Objects.requireNonNull(network.progress().get(1));
        assertThat(progress.batch()).isGreaterThan(1);
        assertThat(progress.candidatesTried()).isEqualTo(24L * progress.batch());
        assertThat(progress.survivors()).isBetween(1L, progress.candidatesTried() - 1);
        assertThat(progress.testsDone()).isEqualTo(progress.survivors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults-1", "faults-2", "faults-3"})
    void lossRepetitionAndReorderingChangeNothing(String faults) throws CombinationException {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        SeededRandomSource chance = SeededRandomSource.labelled(faults);
        ScriptedNetwork.Wire faulty =
                (_, _, message) -> switch (chance.below(BigInteger.valueOf(5)).intValue()) {
                    case 0 -> List.of();
                    case 1 -> List.of(message, message.clone());
                    default -> List.of(message);
                };

        ScriptedNetwork network = new ScriptedNetwork(faults, faulty)
                .with(parameters, ToyCeremonies.luckySeed(3))
                .run();

        assertThat(network.aborts()).isEmpty();
        KeyInspection.check(network.results().values(), parameters);
    }

    @Test
    void stopsWhenTheLastBatchFails() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, new SearchLimits(8, 2, 1 << 12, 0));

        ScriptedNetwork network = ScriptedNetwork.run(parameters, "unlucky", ScriptedNetwork.Wire.HONEST);

        assertThat(network.results()).isEmpty();
        assertThat(network.aborts()).isNotEmpty().allSatisfy((_, aborted) -> {
            assertThat(aborted.reason()).contains("No modulus was found among 16 candidates in 2 batches");
            assertThat(aborted.culprit()).isEmpty();
        });
    }

    @Test
    void aMemberThatWantsOtherParametersIsNamedBeforeAnythingElseIsSaid() {
        CeremonyParameters three = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        CeremonyParameters two = ToyCeremonies.parameters(3, 2, ToyCeremonies.smallBatches());
        KeyCeremony first = KeyCeremony.of(three, ToyCeremonies.member("parameters", 1));
        KeyCeremony second = KeyCeremony.of(two, ToyCeremonies.member("parameters", 2));
        KeyCeremony third = KeyCeremony.of(three, ToyCeremonies.member("parameters", 3));
        first.start();

        first.on(2, broadcast(second.start()));
        List<CeremonyEffect> effects = first.on(3, broadcast(third.start()));

        assertThat(effects.getLast()).isInstanceOfSatisfying(CeremonyEffect.Aborted.class, aborted -> {
            assertThat(aborted.culprit()).contains(2);
            assertThat(aborted.reason()).isEqualTo("Member 2 wants a ceremony with other parameters");
        });
        assertThat(first.isFinished()).isTrue();
    }

    @Test
    void messagesThatComeBeforeTheStartAreKept() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        KeyCeremony late = KeyCeremony.of(parameters, ToyCeremonies.member("late", 1));
        for (int other = 2; other <= 3; other++) {
            late.on(
                    other,
                    broadcast(KeyCeremony.of(parameters, ToyCeremonies.member("late", other))
                            .start()));
        }
        assertThat(late.start())
                .filteredOn(effect -> effect instanceof CeremonyEffect.SendTo)
                .hasSize(2);
        assertThat(late.waitingFor()).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void twoDifferentMessagesInOnePlaceAreEvidenceAgainstTheirSender() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        KeyCeremony ceremony = KeyCeremony.of(parameters, ToyCeremonies.member("two-faces", 1));
        byte[] one = broadcast(
                KeyCeremony.of(parameters, ToyCeremonies.member("face-a", 2)).start());
        byte[] other = broadcast(
                KeyCeremony.of(parameters, ToyCeremonies.member("face-b", 2)).start());
        ceremony.start();

        assertThat(ceremony.on(2, one)).allMatch(effect -> effect instanceof CeremonyEffect.Progress);
        assertThat(ceremony.on(2, one.clone())).allMatch(effect -> effect instanceof CeremonyEffect.Progress);
        List<CeremonyEffect> effects = ceremony.on(2, other);

        assertThat(effects.getLast()).isInstanceOfSatisfying(CeremonyEffect.Aborted.class, aborted -> {
            assertThat(aborted.culprit()).contains(2);
            assertThat(aborted.evidence()).containsExactly(one, other);
        });
        assertThat(ceremony.on(3, one)).isEmpty();
    }

    @Test
    void cancellingTellsTheOthers() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        KeyCeremony one = KeyCeremony.of(parameters, ToyCeremonies.member("cancel", 1));
        KeyCeremony two = KeyCeremony.of(parameters, ToyCeremonies.member("cancel", 2));
        one.start();
        two.start();

        byte[] word = broadcast(one.cancel("the deadline has passed"));
        List<CeremonyEffect> effects = two.on(1, word);

        assertThat(effects).last().isInstanceOfSatisfying(CeremonyEffect.Aborted.class, aborted -> {
            assertThat(aborted.reason())
                    .isEqualTo("Member 1 stopped the ceremony: Member 1 cancelled: the deadline has passed");
            assertThat(aborted.culprit()).isEmpty();
        });
        assertThat(two.isFinished()).isTrue();
        assertThat(two.waitingFor()).isEmpty();
    }

    @Test
    void anAbortOfAnotherCeremonyIsIgnored() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        KeyCeremony ceremony = KeyCeremony.of(parameters, ToyCeremonies.member("other", 1));
        ceremony.start();

        ceremony.on(2, new CeremonyMessage.Abort(new byte[32], "old").encode());

        assertThat(ceremony.isFinished()).isFalse();
    }

    @Test
    void indicesOutsideTheCeremonyAreTheCallersMistake() {
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        KeyCeremony ceremony = KeyCeremony.of(parameters, ToyCeremonies.member("index", 1));

        assertThatThrownBy(() -> ceremony.on(1, new byte[0])).hasMessageContaining("another member's index");
        assertThatThrownBy(() -> ceremony.on(4, new byte[0])).hasMessageContaining("another member's index");
        assertThatThrownBy(() -> KeyCeremony.of(parameters, ToyCeremonies.member("index", 4)))
                .hasMessageContaining("Expected a member 1 to 3 but found 4");
    }

    private static byte[] broadcast(List<CeremonyEffect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof CeremonyEffect.Broadcast)
                .map(effect -> ((CeremonyEffect.Broadcast) effect).message())
                .findFirst()
                .orElseThrow();
    }
}
