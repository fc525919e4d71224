package io.concordat.protocol.simulation.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.simulation.Scenario;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each broken build breaks an invariant within a few runs; the build as it is breaks none in the same runs. */
final class MutationTest {
    private static final int RUNS = 40;
    private static final int CONTROL_RUNS = 4;

    @ParameterizedTest
    @EnumSource
    void brokenBuildIsCaught(Mutation mutation) throws Exception {
        assertThat(hunt(new BrokenBuild(mutation.swaps()), mutation.scenario()))
                .as("violation found in " + mutation)
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void buildAsItIsBreaksNothing(Scenario scenario) {
        assertThat(scenario.hunt(1, CONTROL_RUNS)).isEmpty();
    }

    static Optional<?> hunt(BrokenBuild build, Scenario scenario) throws Exception {
        Class<?> scenarios = build.loadClass(Scenario.class.getName());
        Object same = scenarios.getMethod("valueOf", String.class).invoke(null, scenario.name());
        return (Optional<?>) scenarios.getMethod("hunt", long.class, int.class).invoke(same, 1L, RUNS);
    }
}
