package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole nodes are stopped in the middle of a training and start again from their directories: the result is the plain twin's, bit for bit. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {

    private static final int BANKS = 3;
    private static final int NEWTON_ROUNDS = 2;

    private final MessageTrigger trigger = new MessageTrigger();
    private final List<ToyRows> rows = ToyRows.ofBanks(BANKS, 200, "restarts");
    private TestNodes banks;
    private LogisticModel twin;

    @BeforeAll
    void found(@TempDir Path directory) throws Exception {
        LogisticSettings all = LogisticSettings.of(rows.getFirst().features());
        LogisticSettings few =
                new LogisticSettings(all.features(), all.lambda(), NEWTON_ROUNDS, all.minEffectiveRows());
        twin = ((LogisticState.Finished) PlainRunner.run(new LogisticNewton(few), rows)).model();
        banks = TestNodes.start(BANKS, directory, trigger);
        banks.found();
        banks.makeKey();
        banks.register("cards", rows.stream().map(ToyRows::csv).toList());
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    /** OPENED ends a round: a node stopped there is between two rounds. The others are the middle of one. */
    @ParameterizedTest
    @CsvSource({"1, JOIN, 2", "2, COMMIT, 1", "0, REVEAL, 3", "2, SHARE, 2", "1, OPENED, 2"})
    void nodeStoppedInTheMiddleOfATrainingGoesOn(int stopped, MessageType type, int nth) throws Exception {
        trigger.arm(banks.node(stopped).id(), type, nth);
        String job = banks.run(training());
        trigger.await();
        banks.node(stopped).close();

        banks.restart(stopped);

        assertTwinEverywhere(job);
    }

    @ParameterizedTest
    @CsvSource({"REVEAL, 2", "OPENED, 1"})
    void allNodesStoppedAtOnceGoOn(MessageType type, int nth) throws Exception {
        trigger.arm(banks.node(1).id(), type, nth);
        String job = banks.run(training());
        trigger.await();
        banks.nodes().forEach(TestNode::close);

        for (int i = 0; i < BANKS; i++) {
            banks.restart(i);
        }

        assertTwinEverywhere(job);
    }

    @Test
    void finishedJobAndItsModelAreTheSameAfterARestart() throws Exception {
        String job = banks.run(training());
        assertTwinEverywhere(job);
        List<JsonNode> before = results(job);

        banks.nodes().forEach(TestNode::close);
        for (int i = 0; i < BANKS; i++) {
            banks.restart(i);
        }

        assertThat(results(job)).isEqualTo(before);
    }

    @Test
    void jobWhoseJournalIsDamagedKeepsNeitherTheNodeNorOtherJobsFromGoingOn() throws Exception {
        String damaged = banks.run(training());
        banks.awaitEnd(damaged);
        TestNode node = banks.node(1);
        node.close();
        String store = "jdbc:sqlite:" + node.config().store().file();
        try (Connection connection = DriverManager.getConnection(store);
                PreparedStatement damage = connection.prepareStatement(
                        "UPDATE journal SET event = x'00' WHERE stream = ? AND position = 3")) {
            damage.setString(1, "job/" + damaged);
            assertThat(damage.executeUpdate()).isEqualTo(1);
        }

        banks.restart(1);

        assertThat(node.client().get("/api/v1/jobs").toString()).doesNotContain(damaged);
        assertTwinEverywhere(banks.run(training()));
    }

    @Test
    void nothingIsGivenUpBeforeThisBankSealedIt() throws Exception {
        String job = banks.run(training());
        banks.awaitEnd(job);

        NodeProblemException refusal = catchThrowableOfType(NodeProblemException.class, () -> banks.node(0)
                .client()
                .post("/api/v1/jobs/" + job + "/abandonment", JsonNodeFactory.instance.objectNode()));

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.sentence()).contains("nothing to give up");
    }

    private static ObjectNode training() {
        return TestConsortium.training("cards").put("maxRounds", NEWTON_ROUNDS);
    }

    /** Every bank's job and model as they are shown. */
    private List<JsonNode> results(String job) throws Exception {
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode end : banks.awaitEnd(job)) {
            results.add(end);
        }
        for (TestNode node : banks.nodes()) {
            String model = results.getFirst().path("result").path("model").asText();
            results.add(node.client().get("/api/v1/models/" + model));
        }
        return results;
    }

    private void assertTwinEverywhere(String job) throws Exception {
        List<JsonNode> ends = banks.awaitEnd(job);
        for (int i = 0; i < BANKS; i++) {
            assertThat(ends.get(i).path("state").path("name").asText())
                    .as("state at %s: %s", banks.node(i).id(), ends.get(i).path("state"))
                    .isEqualTo("finished");
            String model = ends.get(i).path("result").path("model").asText();
            assertThat(model)
                    .isEqualTo(ends.getFirst().path("result").path("model").asText())
                    .hasSize(64);
            assertTwin(banks.node(i).client().get("/api/v1/models/" + model));
        }
    }

    private void assertTwin(JsonNode found) {
        assertThat(found.path("intercept").asDouble(Double.NaN)).isEqualTo(twin.intercept());
        for (int j = 0; j < twin.features().size(); j++) {
            assertThat(found.path("coefficients").path(twin.features().get(j)).asDouble(Double.NaN))
                    .isEqualTo(twin.coefficients().get(j));
        }
        assertThat(found.path("rounds").asInt()).isEqualTo(twin.training().rounds());
    }
}
