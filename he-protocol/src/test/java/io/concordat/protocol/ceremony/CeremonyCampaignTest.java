package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The first runs of {@code scripts/campaign ceremonies}. */
class CeremonyCampaignTest {

    @Test
    void theFirstRunsMakeCorrectKeysInSpiteOfLossRepetitionReorderingAndCrashes() {
        List<CeremonyCampaign.Outcome> outcomes =
                LongStream.rangeClosed(1, 6).mapToObj(CeremonyCampaign::run).toList();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.problem()).isEmpty());
        assertThat(outcomes).anySatisfy(outcome -> assertThat(outcome.crashes()).isPositive());
        assertThat(outcomes)
                .anySatisfy(outcome -> assertThat(outcome.attempts()).isGreaterThan(1));
    }
}
