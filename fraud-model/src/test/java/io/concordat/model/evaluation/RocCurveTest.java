package io.concordat.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.model.evaluation.RocCurve.Point;
import org.junit.jupiter.api.Test;

final class RocCurveTest {
    private static final RocCurve CURVE = RocCurve.of(ScoreGroups.ofScores(
            new double[] {5, 4, 4, 3, 2, 1}, new boolean[] {true, true, false, true, false, false}));

    @Test
    void hasOnePointPerDistinctScore() {
        assertThat(CURVE.points())
                .containsExactly(
                        new Point(0, 0),
                        new Point(0, 1 / 3.0),
                        new Point(1 / 3.0, 2 / 3.0),
                        new Point(1 / 3.0, 1),
                        new Point(2 / 3.0, 1),
                        new Point(1, 1));
    }

    @Test
    void recallIsReadOffTheCurve() {
        assertThat(CURVE.recallAt(0)).isEqualTo(1 / 3.0);
        assertThat(CURVE.recallAt(1 / 6.0)).isEqualTo(0.5);
        assertThat(CURVE.recallAt(1 / 3.0)).isEqualTo(1);
        assertThat(CURVE.recallAt(1)).isEqualTo(1);
    }

    @Test
    void bothLabelsAreNeeded() {
        ScoreGroups genuineOnly = ScoreGroups.ofScores(new double[] {1, 2}, new boolean[] {false, false});
        assertThatThrownBy(() -> RocCurve.of(genuineOnly)).hasMessageContaining("found 0.0 and 2.0");
        assertThatThrownBy(() -> CURVE.recallAt(1.5)).hasMessageContaining("from 0 to 1");
    }
}
