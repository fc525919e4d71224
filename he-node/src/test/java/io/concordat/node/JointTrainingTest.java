package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole training and evaluation over real mTLS equals the plain twin, bit for bit. */
@Timeout(180)
class JointTrainingTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void encryptedTrainingAndEvaluationEqualThePlainTwin(int members) throws Exception {
        List<ToyRows> rows = ToyRows.ofBanks(members, 200, "training");
        List<ToyRows> holdOut = ToyRows.ofBanks(members, 60, "hold-out");
        try (TestConsortium banks = TestConsortium.start(members, 512, directory, EnvelopeTap.none())) {
            banks.register("cards", rows.stream().map(ToyRows::csv).toList());
            banks.register("hold-out", holdOut.stream().map(ToyRows::csv).toList());

            String training = banks.propose(TestConsortium.training("cards"));
            banks.approve(training);
            List<JsonNode> trained = banks.awaitEnd(training);
            LogisticModel twin = twin(rows);
            String model = trained.getFirst().path("result").path("model").asText();
            for (TestBank bank : banks.banks()) {
                assertModel(bank.client().get("/api/v1/models/" + model), twin);
            }

            String evaluation = banks.propose(TestConsortium.evaluation("hold-out", model));
            banks.approve(evaluation);
            banks.awaitEnd(evaluation);
            HistogramState.Opened expected =
                    (HistogramState.Opened) PlainRunner.run(new ScoreHistograms(twin), holdOut);
            for (TestBank bank : banks.banks()) {
                JsonNode found = bank.client().get("/api/v1/evaluations/" + evaluation);
                assertThat(numbers(found.path("histograms").path("frauds"))).isEqualTo(expected.frauds());
                assertThat(numbers(found.path("histograms").path("genuine"))).isEqualTo(expected.genuine());
            }
            assertReceipt(trained.getFirst().path("receipt"));
        }
    }

    private static LogisticModel twin(List<ToyRows> rows) throws Exception {
        LogisticNewton newton =
                new LogisticNewton(LogisticSettings.of(rows.getFirst().features()));
        return ((LogisticState.Finished) PlainRunner.run(newton, rows)).model();
    }

    private static void assertModel(JsonNode found, LogisticModel twin) {
        assertThat(found.path("intercept").asDouble()).isEqualTo(twin.intercept());
        for (int j = 0; j < twin.features().size(); j++) {
            String feature = twin.features().get(j);
            assertThat(found.path("coefficients").path(feature).asDouble())
                    .isEqualTo(twin.coefficients().get(j));
            assertThat(found.path("mean").path(feature).asDouble())
                    .isEqualTo(twin.mean().get(j));
            assertThat(found.path("std").path(feature).asDouble())
                    .isEqualTo(twin.std().get(j));
        }
        assertThat(found.path("rounds").asInt()).isEqualTo(twin.training().rounds());
    }

    private static void assertReceipt(JsonNode receipt) {
        assertThat(receipt.path("keyBits").asInt()).isEqualTo(512);
        assertThat(receipt.path("ciphertextsSent").asLong()).isPositive();
        assertThat(receipt.path("plaintextPayloads").asLong()).isZero();
        assertThat(receipt.path("proofsVerified").asLong()).isPositive();
        assertThat(receipt.path("refusedMessages").asLong()).isZero();
        assertThat(receipt.path("bytesSent").asLong()).isPositive();
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new java.util.ArrayList<>();
        array.forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }
}
