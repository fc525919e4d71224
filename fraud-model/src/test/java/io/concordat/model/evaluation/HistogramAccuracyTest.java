package io.concordat.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.evaluation.HistogramState.Opened;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** On real data, metrics of 1,024 bins are those of exact scores: AUC within 1e-4, KS within 2e-3. */
final class HistogramAccuracyTest {
    private static final String FDH = "fdh_banks5_small/bank";

    private static RankingMetrics exact(LogisticModel model, List<Dataset> banks) {
        Dataset all = Dataset.union(banks);
        double[] scores = new double[all.size()];
        boolean[] fraud = new boolean[all.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = model.logit(all.row(i));
            fraud[i] = all.label(i) == 1;
        }
        return RankingMetrics.of(ScoreGroups.ofScores(scores, fraud), RankingMetrics.DEFAULT_BUDGET)
                .orElseThrow();
    }

    private static LogisticModel train(List<Dataset> banks) throws Exception {
        LogisticSettings settings =
                LogisticSettings.of(banks.getFirst().features()).withMinEffectiveRows(0);
        return ((Finished) PlainRunner.run(new LogisticNewton(settings), banks)).model();
    }

    private static void assertBinsSuffice(RankingMetrics exact, LogisticModel model, List<Dataset> banks)
            throws Exception {
        Opened opened = (Opened) PlainRunner.run(new ScoreHistograms(model), banks);
        RankingMetrics binned = RankingMetrics.of(opened.groups(), RankingMetrics.DEFAULT_BUDGET)
                .orElseThrow();
        assertThat(binned.rows()).isEqualTo(exact.rows());
        assertThat(binned.frauds()).isEqualTo(exact.frauds());
        assertThat(binned.auc()).isCloseTo(exact.auc(), within(1e-4));
        assertThat(Math.abs(binned.auc() - exact.auc())).isLessThanOrEqualTo(binned.aucBinError() + 1e-12);
        assertThat(binned.ks()).isCloseTo(exact.ks(), within(2e-3));
        assertThat(binned.averagePrecision()).isCloseTo(exact.averagePrecision(), within(5e-3));
        assertThat(binned.recallAt1Fpr()).isCloseTo(exact.recallAt1Fpr(), within(5e-3));
        assertThat(binned.recallAtBudget()).isCloseTo(exact.recallAtBudget(), within(5e-3));
    }

    @Test
    void fiveCardIssuers() throws Exception {
        JsonNode models = SharedData.json("reference/fdh_banks5_small.json").get("models");
        for (String name : List.of("joint_issuer_only", "joint_own_terminal")) {
            JsonNode reference = models.get(name);
            List<String> features = StreamSupport.stream(
                            reference.get("features").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            List<Dataset> training = new ArrayList<>();
            List<Dataset> tests = new ArrayList<>();
            for (int bank = 0; bank < 5; bank++) {
                training.add(SharedData.csv(FDH + bank + "_train.csv.gz", features, "TX_FRAUD"));
                tests.add(SharedData.csv(FDH + bank + "_test.csv.gz", features, "TX_FRAUD"));
            }
            LogisticModel model = train(training);
            RankingMetrics exact = exact(model, tests);
            JsonNode metrics = reference.get("metrics");
            assertThat(exact.auc()).isCloseTo(metrics.get("auc").asDouble(), within(2e-4));
            assertThat(exact.averagePrecision()).isCloseTo(metrics.get("ap").asDouble(), within(5e-4));
            assertThat(exact.ks()).isCloseTo(metrics.get("ks").asDouble(), within(5e-4));
            assertThat(exact.recallAt1Fpr()).isCloseTo(metrics.get("r1").asDouble(), within(2e-3));
            assertThat(exact.recallAtBudget()).isCloseTo(metrics.get("rb").asDouble(), within(2e-3));
            assertBinsSuffice(exact, model, tests);
        }
    }

    @Test
    void creditDefaults() throws Exception {
        List<String> features = new ArrayList<>();
        for (int j = 0; j < 23; j++) {
            features.add("x" + j);
        }
        List<Dataset> training = new ArrayList<>();
        for (String party : List.of("guest", "host_1", "host_2")) {
            training.add(SharedData.csv("fate/data/default_credit_homo_" + party + ".csv.gz", features, "y"));
        }
        LogisticModel model = train(training);
        List<Dataset> test = List.of(SharedData.csv("fate/data/default_credit_homo_test.csv.gz", features, "y"));
        assertBinsSuffice(exact(model, test), model, test);
    }
}
