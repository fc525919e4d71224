package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.threshold.CombinationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCeremonyTest {

    @ParameterizedTest
    @CsvSource({"3, 3", "3, 2", "4, 3", "5, 4"})
    void honestMembersMakeAKeyThatEveryThresholdManyOfThemCanUse(int members, int threshold)
            throws CombinationException {
        CeremonyParameters parameters = ToyCeremonies.parameters(members, threshold, ToyCeremonies.smallBatches());
        ScriptedNetwork network = ScriptedNetwork.run(parameters, "honest", ScriptedNetwork.Wire.HONEST);

        assertThat(network.aborts()).isEmpty();
        KeyInspection.check(network.results().values(), parameters);
    }
}
