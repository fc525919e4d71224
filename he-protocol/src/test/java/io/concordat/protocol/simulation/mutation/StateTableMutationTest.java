package io.concordat.protocol.simulation.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.simulation.table.StateTableWalk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walk of the state table finds a build in which one row is wrong. */
final class StateTableMutationTest {
    private static final int MEMBERS = 3;

    static Stream<List<CallSwap>> wrongRows() {
        return Stream.of(
                Mutation.REVEAL_BEFORE_ALL_COMMITS.swaps(),
                Mutation.SHARE_ALLOWED_AFTER_ABANDON.swaps(),
                List.of(inTable("hopeless")),
                List.of(inTable("dead")));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void wrongRowIsFound(List<CallSwap> swaps) throws Exception {
        Class<?> walk = new BrokenBuild(swaps).loadClass(StateTableWalk.class.getName());
        Optional<?> difference =
                (Optional<?>) walk.getMethod("firstDifference", int.class).invoke(null, MEMBERS);
        assertThat(difference).as("difference in a build with " + swaps).isPresent();
    }

    private static CallSwap inTable(String method) {
        String round = "io.concordat.protocol.round.";
        return new CallSwap(round + "AttemptTable", round + "AttemptFacts", method, round + "BrokenRound");
    }
}
