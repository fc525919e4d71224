package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.logistic.LogisticExtras;
import io.concordat.model.logistic.LogisticLbfgs;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.model.logistic.RowWeights;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weighted, sparse, warm-started and L-BFGS trainings over real mTLS equal their plain twins, bit for bit. */
@Timeout(180)
class TrainingExtrasTest {
    private static final List<ToyRows> ROWS = ToyRows.ofBanks(3, 150, "extras");
    private static final LogisticSettings PLAIN =
            LogisticSettings.of(ROWS.getFirst().features());

    @TempDir
    static Path directory;

    private static TestConsortium banks = TestConsortium.none();

    @BeforeAll
    static void start() throws Exception {
        banks = TestConsortium.start(3, 512, directory, EnvelopeTap.none());
        banks.register("cards", ROWS.stream().map(ToyRows::csv).toList());
    }

    @AfterAll
    static void stop() {
        banks.close();
    }

    private static String train(ObjectNode proposal, LogisticModel twin) throws Exception {
        String job = banks.propose(proposal);
        banks.approve(job);
        String id = banks.awaitEnd(job).getFirst().path("result").path("model").asText();
        for (TestBank bank : banks.banks()) {
            JsonNode found = bank.client().get("/api/v1/models/" + id);
            assertThat(found.path("intercept").asDouble()).isEqualTo(twin.intercept());
            assertThat(found.path("coefficients").size())
                    .isEqualTo(twin.features().size());
            for (int j = 0; j < twin.features().size(); j++) {
                assertThat(found.path("coefficients")
                                .path(twin.features().get(j))
                                .asDouble())
                        .isEqualTo(twin.coefficients().get(j));
            }
            assertThat(found.path("ended").asText()).isEqualTo(twin.training().reason());
        }
        return id;
    }

    private static LogisticModel newton(LogisticExtras extras) throws Exception {
        LogisticNewton newton = new LogisticNewton(PLAIN.withExtras(extras));
        return ((LogisticState.Finished) PlainRunner.run(newton, ROWS)).model();
    }

    @Test
    void weightsAndAnElasticNetThenAWarmStartFromTheResult() throws Exception {
        RowWeights weights = new RowWeights(4, Optional.of(new RowWeights.Column("amount", 60, false)));
        LogisticExtras extras = LogisticExtras.NONE.withL1(2.5).withWeights(weights);
        LogisticModel twin = newton(extras);
        ObjectNode proposal = TestConsortium.training("cards")
                .put("l1", 2.5)
                .put("fraudWeight", 4.0)
                .put("weightColumn", "amount")
                .put("weightCap", 60.0)
                .put("weightAlsoFeature", false);
        String id = train(proposal, twin);
        assertThat(twin.features()).containsExactly("hour", "distance");

        train(
                proposal.deepCopy().put("start", id).put("l1", 2.0),
                newton(extras.withL1(2).startingFrom(twin)));
    }

    @Test
    void theWideOptimiserEqualsItsTwin() throws Exception {
        LogisticLbfgs lbfgs = new LogisticLbfgs(PLAIN.withMaxRounds(12));
        LogisticModel twin = ((LogisticState.Finished) PlainRunner.run(lbfgs, ROWS)).model();
        ObjectNode proposal = TestConsortium.training("cards").put("maxRounds", 12);
        proposal.put("function", "logistic-lbfgs/v1");
        train(proposal, twin);
    }

    @Test
    void senselessWishesAreRefusedWithTheirReason() {
        assertRefused(TestConsortium.training("cards").put("weightCap", 3.0), "go with weightColumn");
        assertRefused(TestConsortium.training("cards").put("weightColumn", "amount"), "weightColumn needs weightCap");
        assertRefused(
                TestConsortium.training("cards").put("weightColumn", "age").put("weightCap", 3.0),
                "no weight column age");
        assertRefused(TestConsortium.training("cards").put("start", "none"), "there is no model none");
        assertRefused(TestConsortium.training("cards").put("fraudWeight", 0.0), "fraud weight from 1/1024");
        assertRefused(TestConsortium.training("cards").put("l1", -1.0), "L1 penalty from 0");
        ObjectNode wide = TestConsortium.training("cards").put("l1", 1.0);
        assertRefused(wide.put("function", "logistic-lbfgs/v1"), "no L1 penalty");
    }

    private static void assertRefused(ObjectNode proposal, String sentence) {
        assertThatThrownBy(() -> banks.bank(0).client().post("/api/v1/jobs", proposal))
                .isInstanceOfSatisfying(NodeProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.sentence()).contains(sentence);
                });
    }
}
