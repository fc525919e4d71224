package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets an exact refusal over the API, and nothing is lost by it. */
@Timeout(120)
class TaskRefusalTest {

    private static final List<ToyRows> ROWS = ToyRows.ofBanks(3, 200, "refusals");

    @TempDir
    static Path directory;

    private static TestConsortium banks = TestConsortium.none();

    @BeforeAll
    static void start() throws Exception {
        banks = TestConsortium.start(3, 512, directory, EnvelopeTap.none());
    }

    @AfterAll
    static void stop() {
        banks.close();
    }

    @Test
    void faultyDataSetsAreRefusedEachForItsReasonAndAGoodOneIsTakenAfterwards() throws Exception {
        assertRefused("amount,genuine\n1,0\n", ProblemType.UNKNOWN_LABEL_COLUMN, "amount, genuine");
        assertRefused("amount,city,fraud\n1,Oslo,0\n", ProblemType.NON_NUMERIC_COLUMN, "\"city\"");
        assertRefused("amount,fraud\n", ProblemType.EMPTY_DATA_SET, "no rows");
        assertRefused("amount,fraud\n1,0\nNaN,1\n", ProblemType.NOT_FINITE, "\"amount\", row 2");
        assertRefused("amount,fraud\n1,0\n2e12,1\n", ProblemType.BEYOND_SLOT_BOUND, "\"amount\", row 2");
        assertRefused("amount,fraud\n1,0\n2,2\n", ProblemType.LABEL_NOT_BINARY, "\"fraud\", row 2");
        assertRefused("amount,fraud\n1,0\n,1\n", ProblemType.MISSING_VALUE, "\"amount\", row 2");

        JsonNode registered = banks.register(0, "faulty", ROWS.getFirst().csv());
        assertThat(registered.path("rows").asLong()).isEqualTo(200);
        assertThat(banks.bank(0)
                        .client()
                        .get("/api/v1/data-sets/faulty")
                        .path("rows")
                        .asLong())
                .isEqualTo(200);
    }

    private void assertRefused(String csv, ProblemType type, String mentions) {
        NodeProblemException refusal =
                catchThrowableOfType(NodeProblemException.class, () -> banks.register(0, "faulty", csv));
        assertThat(refusal.type()).isEqualTo(type.urn());
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.sentence()).contains(mentions);
    }

    @Test
    void bankWithOtherColumnsRefusesTheTaskWithTheDifferenceAndOthersGoOn() throws Exception {
        banks.register(0, "columns", ROWS.get(0).csv());
        banks.register(1, "columns", ROWS.get(1).csv().replace("amount,hour,distance", "amount,hours,distance"));
        banks.register(2, "columns", ROWS.get(2).csv());

        String job = banks.propose(TestConsortium.training("columns"));

        for (JsonNode view : banks.awaitEnd(job)) {
            assertThat(view.path("state").path("name").asText()).isEqualTo("refused");
            JsonNode refusal = view.path("state").path("refusals").path(0);
            assertThat(refusal.path("member").asText()).isEqualTo("bank-b");
            assertThat(refusal.path("problem").path("type").asText()).isEqualTo(ProblemType.COLUMNS_DIFFER.urn());
            assertThat(refusal.path("problem").path("detail").asText())
                    .isEqualTo("At bank-b the data set columns has other columns: it lacks hour; it also has hours.");
        }
        banks.register(1, "columns-2", ROWS.get(1).csv());
        banks.register(0, "columns-2", ROWS.get(0).csv());
        banks.register(2, "columns-2", ROWS.get(2).csv());
        String second = banks.propose(TestConsortium.training("columns-2").put("maxRounds", 1));
        banks.approve(second);
        assertThat(banks.awaitEnd(second))
                .allMatch(view -> view.path("state").path("name").asText().equals("finished"));
        assertThat(banks.bank(0).client().get("/api/v1/jobs").path("jobs"))
                .extracting(view -> view.path("id").asText())
                .contains(job, second);
    }

    @Test
    void sameRowsUnderASecondScopeAreRefused() throws Exception {
        banks.register("scoped", ROWS.stream().map(ToyRows::csv).toList());
        var second = new ObjectMapper()
                .createObjectNode()
                .put("name", "scoped-2")
                .put("path", "scoped.csv")
                .put("label", "fraud");
        NodeProblemException refusal = catchThrowableOfType(
                NodeProblemException.class, () -> banks.bank(0).client().post("/api/v1/data-sets", second));
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.sentence()).contains("in scope scoped already");

        banks.bank(0).client().post("/api/v1/data-sets", second.put("scope", "scoped"));
        banks.register(1, "scoped-2", ROWS.get(1).csv());
        banks.register(2, "scoped-2", ROWS.get(2).csv());
        String job = banks.propose(TestConsortium.training("scoped-2"));
        for (JsonNode view : banks.awaitEnd(job)) {
            assertThat(view.path("state")
                            .path("refusals")
                            .path(0)
                            .path("problem")
                            .path("type")
                            .asText())
                    .isEqualTo(ProblemType.SCOPE_DIFFERS.urn());
        }
    }

    @Test
    void bankWithoutTheDataSetRefusesTheTask() throws Exception {
        banks.register(0, "lonely", ROWS.get(0).csv());

        String job = banks.propose(TestConsortium.training("lonely"));

        JsonNode refusal =
                banks.awaitEnd(job).getFirst().path("state").path("refusals").path(0);
        assertThat(refusal.path("problem").path("detail").asText()).contains("no data set named lonely is registered");
    }

    @Test
    void approvalsCountOnlyWithTheSignatureOfAnEnrolledApproverOverThisTask() throws Exception {
        banks.register("cards", ROWS.stream().map(ToyRows::csv).toList());
        String job = banks.propose(TestConsortium.training("cards"));
        TestConsortium.awaitState(banks.bank(0), job, java.util.Set.of("approving"));

        assertThat(approve(job, "stranger", new byte[64]).type()).isEqualTo(ProblemType.APPROVAL_INVALID.urn());
        assertThat(approve(job, "first of bank-a", new byte[64]).sentence()).contains("signature is not one of");
        assertThat(approve(job, "first of bank-a", new byte[3]).sentence()).contains("64 bytes but found 3");
        JsonNode task = banks.bank(0).client().get("/api/v1/jobs/" + job + "/task");
        assertThat(task.path("text").toString()).contains("Function: logistic-newton/v1", "amount, hour, distance");
        assertThat(task.path("approvers")).hasSize(2);
        assertThat(banks.bank(0)
                        .client()
                        .get("/api/v1/jobs/" + job)
                        .path("state")
                        .path("waitingFor")
                        .path("sentence")
                        .asText())
                .isEqualTo("The task needs the approval of 2 persons of bank-a; 0 so far.");
    }

    private NodeProblemException approve(String job, String approver, byte[] signature) {
        return catchThrowableOfType(NodeProblemException.class, () -> banks.bank(0)
                .client()
                .post(
                        "/api/v1/jobs/" + job + "/approvals",
                        new ObjectMapper()
                                .createObjectNode()
                                .put("approver", approver)
                                .put("signature", Base64.getEncoder().encodeToString(signature))));
    }

    @Test
    void cancelledJobEndsEverywhereAndMissingThingsAreNamed() throws Exception {
        banks.register("cards", ROWS.stream().map(ToyRows::csv).toList());
        String job = banks.propose(TestConsortium.training("cards"));
        TestConsortium.awaitState(banks.bank(2), job, java.util.Set.of("approving"));

        banks.bank(2).client().delete("/api/v1/jobs/" + job);

        assertThat(banks.awaitEnd(job))
                .allMatch(view -> view.path("state").path("name").asText().equals("cancelled"));
        assertThat(problem("/api/v1/jobs/00").status()).isEqualTo(404);
        assertThat(problem("/api/v1/jobs/" + "0".repeat(32)).sentence()).contains("has no job");
        assertThat(problem("/api/v1/models/nothing").sentence()).isEqualTo("This node has no model nothing.");
        assertThat(problem("/api/v1/evaluations/nothing").status()).isEqualTo(404);
        assertThat(problem("/api/v1/data-sets/nothing").status()).isEqualTo(404);
    }

    private NodeProblemException problem(String path) {
        return catchThrowableOfType(
                NodeProblemException.class, () -> banks.bank(0).client().get(path));
    }

    @Test
    void impossibleProposalsAreRefusedAtOnce() throws Exception {
        banks.register("cards", ROWS.stream().map(ToyRows::csv).toList());

        assertThat(propose("{\"function\":\"logistic-newton/v1\",\"dataSet\":\"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(propose("{\"function\":\"magic/v1\",\"dataSet\":\"cards\"}").sentence())
                .contains("magic/v1");
        assertThat(propose("{\"function\":\"logistic-newton/v1\",\"dataSet\":\"cards\",\"lambda\":0}")
                        .sentence())
                .contains("lambda");
        assertThat(propose(
                                "{\"function\":\"logistic-newton/v1\",\"dataSet\":\"cards\",\"cohort\":[\"bank-a\",\"bank-b\"]}")
                        .sentence())
                .contains("3");
        assertThat(propose("{\"function\":\"score-histograms/v1\",\"dataSet\":\"cards\",\"model\":\"none\"}")
                        .status())
                .isEqualTo(404);
        assertThat(propose("{\"function\":\"logistic-newton/v1\"}").status()).isEqualTo(400);
    }

    private NodeProblemException propose(String json) {
        return catchThrowableOfType(
                NodeProblemException.class,
                () -> banks.bank(0).client().post("/api/v1/jobs", new ObjectMapper().readTree(json)));
    }
}
