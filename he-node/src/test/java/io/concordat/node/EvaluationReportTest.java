package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.evaluation.AmountColumn;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Amount histograms under encryption equal the plain twin; reports, comparison and a bank's own figures follow from them. */
@Timeout(240)
class EvaluationReportTest {
    private static final double CAP = 80;

    @TempDir
    Path directory;

    @Test
    void amountsReportsComparisonAndOwnRows() throws Exception {
        List<ToyRows> rows = ToyRows.ofBanks(3, 150, "training");
        List<ToyRows> holdOut = ToyRows.ofBanks(3, 80, "hold-out");
        try (TestConsortium banks = TestConsortium.start(3, 512, directory, EnvelopeTap.none())) {
            banks.register("cards", rows.stream().map(ToyRows::csv).toList());
            banks.register("hold-out", holdOut.stream().map(ToyRows::csv).toList());
            String champion = result(banks, TestConsortium.training("cards").put("maxRounds", 1), "model");
            String challenger = result(banks, TestConsortium.training("cards"), "model");
            String old = result(banks, TestConsortium.evaluation("hold-out", champion), "evaluation");
            String fresh = result(
                    banks,
                    TestConsortium.evaluation("hold-out", challenger)
                            .put("amountColumn", "amount")
                            .put("amountCap", CAP),
                    "evaluation");

            LogisticModel twin = ((LogisticState.Finished) PlainRunner.run(
                            new LogisticNewton(
                                    LogisticSettings.of(rows.getFirst().features())),
                            rows))
                    .model();
            HistogramState.Opened expected = (HistogramState.Opened)
                    PlainRunner.run(new ScoreHistograms(twin, Optional.of(new AmountColumn("amount", CAP))), holdOut);
            for (TestBank bank : banks.banks()) {
                JsonNode found = bank.client().get("/api/v1/evaluations/" + fresh);
                assertThat(numbers(found.path("histograms").path("amounts").path("units")))
                        .isEqualTo(expected.amounts());
                assertReport(found);
            }
            NodeClient client = banks.bank(0).client();
            assertComparison(client, fresh, old);
            assertOwnRows(client, champion, challenger);
        }
    }

    private static String result(TestConsortium banks, ObjectNode proposal, String what) throws Exception {
        String job = banks.propose(proposal);
        banks.approve(job);
        return banks.awaitEnd(job).getFirst().path("result").path(what).asText();
    }

    private static void assertReport(JsonNode evaluation) {
        JsonNode report = evaluation.path("report");
        double auc = evaluation.path("metrics").path("auc").asDouble();
        assertThat(report.path("auc").path("auc").asDouble()).isCloseTo(auc, within(1e-12));
        assertThat(report.path("auc").path("low").asDouble()).isLessThan(auc);
        assertThat(report.path("auc").path("high").asDouble()).isGreaterThan(auc);
        for (JsonNode budget : report.path("budgets")) {
            assertThat(budget.path("valueDetectionRate").asDouble(-1)).isBetween(0.0, 1.0);
        }
        assertThat(report.path("roc").size()).isGreaterThan(10);
        assertThat(report.path("precisionRecall").size()).isGreaterThan(10);
        assertThat(report.path("calibration").size()).isGreaterThan(4);
        assertThat(report.path("losses").path("brier").asDouble()).isBetween(0.01, 0.25);
    }

    private static void assertComparison(NodeClient client, String fresh, String old) throws Exception {
        JsonNode view = client.get("/api/v1/evaluations/" + fresh + "/against/" + old);
        assertThat(view.path("aucDifference").asDouble())
                .isEqualTo(view.path("auc").asDouble() - view.path("aucOfOther").asDouble());
        assertThat(view.path("low").asDouble())
                .isLessThan(view.path("aucDifference").asDouble());
        assertThat(view.path("budgets").size()).isGreaterThan(5);
        assertThatThrownBy(() -> client.get("/api/v1/evaluations/" + fresh + "/against/none"))
                .isInstanceOfSatisfying(
                        NodeProblemException.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    private static void assertOwnRows(NodeClient client, String champion, String challenger) throws Exception {
        JsonNode own = client.get("/api/v1/data-sets/hold-out/metrics?models=" + champion + "," + challenger);
        JsonNode first = own.path("models").path(0);
        JsonNode second = own.path("models").path(1);
        assertThat(first.path("metrics").path("rows").asLong()).isEqualTo(80);
        assertThat(first.path("aucAgainstFirst").isMissingNode()).isTrue();
        assertThat(second.path("aucAgainstFirst").asDouble())
                .isEqualTo(second.path("metrics").path("auc").asDouble()
                        - first.path("metrics").path("auc").asDouble());
        assertThatThrownBy(() -> client.get("/api/v1/data-sets/hold-out/metrics"))
                .isInstanceOfSatisfying(NodeProblemException.class, e -> assertThat(e.sentence())
                        .contains("Name 1 to 8 models"));
        assertThatThrownBy(() -> client.get("/api/v1/data-sets/other/metrics?models=" + champion))
                .isInstanceOfSatisfying(
                        NodeProblemException.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }
}
