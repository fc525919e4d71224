package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.config.PostgresConfig;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.PostgresServer;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes with their state in PostgreSQL: ceremony, training and a restart in its middle give the plain twin's model, bit for bit. */
@Timeout(600)
final class PostgresNodesTest {
    private static final int BANKS = 3;
    private static final int NEWTON_ROUNDS = 2;

    private static TestNode create(int index, Path directory) throws Exception {
        TestNode node = TestNode.create("bank-" + (char) ('a' + index), directory);
        PostgresConfig server = PostgresServer.get().create();
        String settings = "[store]\nurl = \"" + server.url() + "\"\npassword-file = \""
                + server.passwordFile().orElseThrow() + "\"";
        Files.writeString(
                node.configFile(),
                Files.readString(node.configFile())
                        .replace("[store]", settings)
                        .replace("tls = \"verify-full\"", "tls = \"off\""));
        return node;
    }

    @Test
    void trainingWithARestartInItsMiddleEqualsThePlainTwin(@TempDir Path directory) throws Exception {
        List<ToyRows> rows = ToyRows.ofBanks(BANKS, 100, "postgres");
        LogisticSettings all = LogisticSettings.of(rows.getFirst().features());
        LogisticModel twin = ((LogisticState.Finished) PlainRunner.run(
                        new LogisticNewton(new LogisticSettings(
                                all.features(), all.lambda(), NEWTON_ROUNDS, all.minEffectiveRows())),
                        rows))
                .model();
        List<TestNode> nodes = new ArrayList<>();
        for (int i = 0; i < BANKS; i++) {
            nodes.add(create(i, directory));
        }
        MessageTrigger trigger = new MessageTrigger();
        try (TestNodes banks = TestNodes.start(nodes, trigger)) {
            banks.found();
            banks.makeKey();
            banks.register("cards", rows.stream().map(ToyRows::csv).toList());
            trigger.arm(banks.node(1).id(), MessageType.COMMIT, 2);
            String job = banks.run(TestConsortium.training("cards").put("maxRounds", NEWTON_ROUNDS));
            trigger.await();
            banks.node(1).close();
            banks.restart(1);

            for (JsonNode end : banks.awaitEnd(job)) {
                assertThat(end.path("state").path("name").asText())
                        .as(end.path("state").toString())
                        .isEqualTo("finished");
                JsonNode model = banks.node(1)
                        .client()
                        .get("/api/v1/models/"
                                + end.path("result").path("model").asText());
                assertThat(model.path("intercept").asDouble(Double.NaN)).isEqualTo(twin.intercept());
                for (int j = 0; j < twin.features().size(); j++) {
                    assertThat(model.path("coefficients")
                                    .path(twin.features().get(j))
                                    .asDouble(Double.NaN))
                            .isEqualTo(twin.coefficients().get(j));
                }
            }
            assertThat(banks.node(0).config().store().file()).doesNotExist();
            assertThat(TestNode.run(
                                    "backup", "create",
                                    "--config", banks.node(0).configFile().toString(),
                                    "--out", directory.resolve("backup").toString(),
                                    "--passphrase-file",
                                            directory.resolve("none").toString())
                            .exitCode())
                    .isNotZero();
        }
    }
}
