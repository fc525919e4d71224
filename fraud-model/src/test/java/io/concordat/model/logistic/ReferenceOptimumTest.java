package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimum of pooled rows, computed elsewhere, is what secure sums find: coefficients to 1e-6. */
final class ReferenceOptimumTest {
    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void assertReaches(JsonNode reference, List<Dataset> banks) throws Exception {
        LogisticNewton newton = new LogisticNewton(
                LogisticSettings.of(banks.getFirst().features()).withMinEffectiveRows(0));
        LogisticModel model = ((Finished) PlainRunner.run(newton, banks)).model();
        assertThat(model.training().reason()).startsWith("Converged");
        for (int j = 0; j < model.features().size(); j++) {
            String feature = model.features().get(j);
            double std = reference.get("std").get(j).asDouble();
            assertThat(model.mean().get(j))
                    .as("mean of %s", feature)
                    .isCloseTo(reference.get("mean").get(j).asDouble(), within(1e-8 * std));
            assertThat(model.std().get(j)).as("deviation of %s", feature).isCloseTo(std, within(1e-8 * std));
            assertThat(model.coefficients().get(j))
                    .as("coefficient of %s", feature)
                    .isCloseTo(reference.get("coef").get(j).asDouble(), within(1e-6));
        }
        assertThat(model.intercept()).isCloseTo(reference.get("intercept").asDouble(), within(1e-6));
        if (reference.has("train_mean_logloss")) {
            assertThat(model.training().loss() / model.training().rows())
                    .isCloseTo(reference.get("train_mean_logloss").asDouble(), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"joint_issuer_only", "joint_own_terminal"})
    void fiveCardIssuersReachThePooledOptimum(String name) throws Exception {
        JsonNode reference =
                SharedData.json("reference/fdh_banks5_small.json").get("models").get(name);
        List<Dataset> banks = new ArrayList<>();
        for (int bank = 0; bank < 5; bank++) {
            banks.add(SharedData.csv(
                    "fdh_banks5_small/bank" + bank + "_train.csv.gz", texts(reference.get("features")), "TX_FRAUD"));
        }
        assertReaches(reference, banks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "default_credit", "epsilon_5k"})
    void horizontalPartiesReachThePooledOptimum(String name) throws Exception {
        JsonNode reference = SharedData.json("reference/fate_homo.json").get(name);
        List<Dataset> banks = new ArrayList<>();
        for (String party : (Iterable<String>) () -> reference.get("rows").fieldNames()) {
            banks.add(SharedData.csv(
                    "fate/data/" + name + "_homo_" + party + ".csv.gz", texts(reference.get("features")), "y"));
        }
        assertReaches(reference, banks);
    }
}
