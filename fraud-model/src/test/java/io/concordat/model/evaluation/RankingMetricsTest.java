package io.concordat.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.testing.RandomCases;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RankingMetricsTest {
    private static final Offset<Double> TINY = within(1e-12);

    private static RankingMetrics metrics(double budget, double[] scores, int... labels) {
        boolean[] fraud = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            fraud[i] = labels[i] == 1;
        }
        return RankingMetrics.of(ScoreGroups.ofScores(scores, fraud), budget).orElseThrow();
    }

    /** scikit-learn: roc_auc_score .75, average_precision_score .8333. */
    @Test
    void fourRowsByHand() {
        RankingMetrics metrics = metrics(0.5, new double[] {0.1, 0.4, 0.35, 0.8}, 0, 0, 1, 1);
        assertThat(metrics.rows()).isEqualTo(4);
        assertThat(metrics.frauds()).isEqualTo(2);
        assertThat(metrics.auc()).isCloseTo(0.75, TINY);
        assertThat(metrics.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, TINY);
        assertThat(metrics.ks()).isCloseTo(0.5, TINY);
        assertThat(metrics.recallAt1Fpr()).isCloseTo(0.5 + 0.0, TINY);
        assertThat(metrics.recallAtBudget()).isCloseTo(0.5, TINY);
        assertThat(metrics.aucBinError()).isZero();
    }

    /** One fraud and one genuine row tie at the top. scikit-learn: roc_auc_score .75, average_precision_score .5. */
    @Test
    void tiesCountHalfForAucAndInProportionForRecall() {
        RankingMetrics metrics = metrics(1.0 / 3, new double[] {5, 5, 1}, 1, 0, 0);
        assertThat(metrics.auc()).isCloseTo(0.75, TINY);
        assertThat(metrics.averagePrecision()).isCloseTo(0.5, TINY);
        assertThat(metrics.ks()).isCloseTo(0.5, TINY);
        assertThat(metrics.recallAtBudget()).isCloseTo(0.5, TINY);
        assertThat(metrics.recallAt1Fpr()).isCloseTo(0.02, TINY);
        assertThat(metrics.aucBinError()).isCloseTo(0.25, TINY);
    }

    @Test
    void perfectReversedAndUselessRankings() {
        double[] scores = {4, 3, 2, 1};
        assertThat(metrics(1, scores, 1, 1, 0, 0).auc()).isEqualTo(1);
        assertThat(metrics(1, scores, 1, 1, 0, 0).averagePrecision()).isEqualTo(1);
        assertThat(metrics(1, scores, 1, 1, 0, 0).ks()).isEqualTo(1);
        assertThat(metrics(1, scores, 1, 1, 0, 0).recallAt1Fpr()).isEqualTo(1);
        assertThat(metrics(1, scores, 0, 0, 1, 1).auc()).isZero();
        assertThat(metrics(1, scores, 0, 0, 1, 1).recallAt1Fpr()).isZero();
        assertThat(metrics(1, scores, 0, 0, 1, 1).recallAtBudget()).isEqualTo(1);
        assertThat(metrics(1, new double[4], 0, 1, 0, 1).auc()).isEqualTo(0.5);
        assertThat(metrics(1, new double[4], 0, 1, 0, 1).ks()).isZero();
    }

    @Test
    void falsePositiveRateIsCountedInGenuineRows() {
        double[] scores = new double[301];
        int[] labels = new int[301];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -i;
        }
        // Ranks 0 and 3 are frauds, so the second is found at 2 of 299 false positives (0.67 %); rank 6 comes at 4 (1.3
        // %).
        labels[0] = labels[3] = labels[6] = 1;
        RankingMetrics metrics = metrics(0.01, scores, labels);
        assertThat(metrics.recallAt1Fpr()).isCloseTo(2.0 / 3, TINY);
        assertThat(metrics.recallAtBudget()).isCloseTo(1.0 / 3, TINY);
    }

    @Test
    void oneLabelAloneHasNoMetricsAndABudgetIsAShare() {
        assertThat(RankingMetrics.of(ScoreGroups.ofScores(new double[] {1}, new boolean[] {true}), 0.1))
                .isEmpty();
        assertThat(RankingMetrics.of(ScoreGroups.ofScores(new double[0], new boolean[0]), 0.1))
                .isEmpty();
        assertThatThrownBy(() -> metrics(0, new double[2], 0, 1)).hasMessageContaining("alert budget");
        assertThatThrownBy(() -> metrics(1.1, new double[2], 0, 1)).hasMessageContaining("alert budget");
        assertThatThrownBy(() -> ScoreGroups.ofScores(new double[2], new boolean[1]))
                .hasMessageContaining("Expected 2 labels but found 1");
        assertThatThrownBy(() -> ScoreGroups.ofScores(new double[] {Double.NaN}, new boolean[1]))
                .hasMessageContaining("not a number");
    }

    /** Against definitions written as double loops. */
    @RandomCases(40)
    void metricsEqualTheirDefinitions(SplittableRandom random) {
        int rows = 20 + random.nextInt(100);
        double[] scores = new double[rows];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i < 2 ? i : random.nextInt(3) / 2;
            scores[i] = random.nextInt(30) + 3 * labels[i];
        }
        RankingMetrics metrics = metrics(0.2, scores, labels);
        double pairs = 0;
        double above = 0;
        double ks = 0;
        double precision = 0;
        double frauds = 0;
        for (int i = 0; i < rows; i++) {
            frauds += labels[i];
        }
        for (int i = 0; i < rows; i++) {
            double flagged = 0;
            double hits = 0;
            for (int j = 0; j < rows; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    pairs++;
                    above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
                if (scores[j] >= scores[i]) {
                    flagged++;
                    hits += labels[j];
                }
            }
            ks = Math.max(ks, Math.abs(hits / frauds - (flagged - hits) / (rows - frauds)));
            precision += labels[i] == 1 ? hits / flagged : 0;
        }
        assertThat(metrics.auc()).isCloseTo(above / pairs, TINY);
        assertThat(metrics.ks()).isCloseTo(ks, TINY);
        assertThat(metrics.averagePrecision()).isCloseTo(precision / frauds, TINY);
    }
}
