package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.model.computation.PlainRunner;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.testing.RandomRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LogisticStateCodecTest {
    private static final Dataset ROWS = RandomRows.labelled(new SplittableRandom(1), 200, 2, -1);
    private static final LogisticNewton NEWTON =
            new LogisticNewton(LogisticSettings.of(ROWS.features()).withMinEffectiveRows(0));

    private static List<LogisticState> states() throws Exception {
        List<LogisticState> states = new ArrayList<>(List.of(NEWTON.initialState(), new Failed("why")));
        PlainRunner.run(NEWTON, List.of(ROWS), states::add);
        return states;
    }

    @Test
    void everyStateSurvivesItsBytes() throws Exception {
        for (LogisticState state : states()) {
            byte[] bytes = NEWTON.encode(state);
            assertThat(NEWTON.decode(bytes)).isEqualTo(state);
            assertThat(NEWTON.encode(NEWTON.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void everyTruncationAndEveryLeftoverByteIsRefused() throws Exception {
        for (LogisticState state : states()) {
            byte[] bytes = NEWTON.encode(state);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> NEWTON.decode(cut)).isInstanceOf(StateDecodeException.class);
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatThrownBy(() -> NEWTON.decode(longer)).isInstanceOf(StateDecodeException.class);
        }
    }

    /** A flipped bit is refused or makes another state; it never passes unnoticed and never fails in another way. */
    @Test
    void everyFlippedBitIsRefusedOrChangesTheState() throws Exception {
        for (LogisticState state : states()) {
            byte[] bytes = NEWTON.encode(state);
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    LogisticState other = NEWTON.decode(flipped);
                    assertThat(other).isNotEqualTo(state);
                    assertThat(NEWTON.encode(other)).isEqualTo(flipped);
                } catch (StateDecodeException refused) {
                    assertThat(refused).hasMessageMatching("(?s).{10,}");
                }
            }
        }
    }

    @Test
    void statesOfOtherSettingsAreRefused() throws Exception {
        LogisticNewton other = new LogisticNewton(NEWTON.settings().withLambda(2));
        for (LogisticState state : states()) {
            byte[] bytes = NEWTON.encode(state);
            assertThatThrownBy(() -> other.decode(bytes))
                    .isInstanceOf(StateDecodeException.class)
                    .hasMessageContaining("belongs to settings");
        }
    }

    @Test
    void theModelSurvivesItsBytes() throws Exception {
        LogisticModel model = ((Finished) states().getLast()).model();
        byte[] bytes = LogisticModelCodec.encode(model);
        assertThat(LogisticModelCodec.decode(bytes)).isEqualTo(model);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> LogisticModelCodec.decode(cut)).isInstanceOf(StateDecodeException.class);
    }
}
