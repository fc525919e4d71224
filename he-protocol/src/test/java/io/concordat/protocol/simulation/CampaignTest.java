package io.concordat.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short slice of the campaign; {@code scripts/campaign simulate --runs N} is the long one. */
final class CampaignTest {
    private static final int RUNS = 60;

    @Test
    void noInvariantIsBrokenInASliceOfTheCampaign() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new Campaign(1, RUNS, 2).run(new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).endsWith("runs: " + RUNS + " violations: 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 23})
    void oneSeedTellsOneStory(long seed) {
        String first = new World(Plan.of(seed)).run().toString();
        assertThat(new World(Plan.of(seed)).run()).hasToString(first);
    }

    @Test
    void oneRestoredBankComesBackAndTwoAtOnceWaitForEachOther() {
        Tally alone = new Tally();
        Tally together = new Tally();
        for (long seed = 1; seed <= 20; seed++) {
            Tally tally = new World(Scenario.RESTORING.plan(seed)).run();
            (tally.twins == 0 ? alone : together).add(tally);
        }
        assertThat(alone.released).isPositive();
        assertThat(together.twins).isPositive();
        assertThat(together.stuck).isGreaterThan(1);
    }

    @Test
    void calmRunsOpenEveryRound() {
        for (long seed = 1; seed <= 3; seed++) {
            Plan plan = Plan.of(seed).with(Hazards.NONE).with(Map.of());
            plan = plan.with(plan.jobs().subList(0, 1));
            assertThat(new World(plan).run().opened)
                    .isEqualTo(plan.jobs().getFirst().rounds());
        }
    }
}
