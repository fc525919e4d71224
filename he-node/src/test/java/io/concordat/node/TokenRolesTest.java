package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.access.Role;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tokens of each role may ask of a node, through its API and the command line. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRolesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestNode node;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        node = TestNode.create("bank-a", given);
        node.start(NodeSeams.production());
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    private String make(String name, String... roles) throws Exception {
        ObjectNode wish = JSON.createObjectNode().put("name", name);
        List.of(roles).forEach(wish.putArray("roles")::add);
        return node.client().post("/api/v1/tokens", wish).path("token").asText();
    }

    private NodeClient with(String token) {
        return NodeClient.of(node.client().base(), token);
    }

    private static NodeProblemException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        NodeProblemException refusal = catchThrowableOfType(NodeProblemException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    @Test
    void everyRoleReadsAndNoneDoesWhatIsAnothers() throws Exception {
        for (Role role : Role.values()) {
            try (NodeClient client = with(make("all-" + role.wireName(), role.wireName()))) {
                assertThat(client.get("/api/v1/models").path("models").isArray())
                        .isTrue();
                boolean tokensAreShown = role == Role.OPERATOR || role == Role.AUDITOR;
                if (tokensAreShown) {
                    assertThat(client.get("/api/v1/tokens").toString()).doesNotContain("hash");
                } else {
                    assertThat(refusal(() -> client.get("/api/v1/tokens")).status())
                            .isEqualTo(403);
                }
                if (role != Role.OPERATOR) {
                    NodeProblemException refusal =
                            refusal(() -> client.post("/api/v1/consortium/key-ceremony", JSON.createObjectNode()));
                    assertThat(refusal.type()).isEqualTo(ProblemType.FORBIDDEN.urn());
                    assertThat(refusal)
                            .hasMessageContaining("has the role " + role.wireName()
                                    + ", but POST /consortium/key-ceremony" + " needs operator");
                }
            }
        }
    }

    @Test
    void anApproverDoesNotProposeAndAnAnalystDoesNotApprove() throws Exception {
        try (NodeClient approver = with(make("approver-only", "approver"));
                NodeClient analyst = with(make("analyst-only", "analyst"))) {
            assertThat(refusal(() -> approver.post("/api/v1/jobs", TestConsortium.training("cards"))))
                    .hasMessageContaining("needs analyst or model-owner");
            assertThat(refusal(() -> analyst.post("/api/v1/jobs/x/approvals", JSON.createObjectNode())))
                    .hasMessageContaining("needs approver");
            // Past the role, the request itself is looked at.
            assertThat(refusal(() -> analyst.post("/api/v1/jobs", TestConsortium.training("cards")))
                            .status())
                    .isNotIn(401, 403);
        }
        assertThat(refusal(() -> make("both", "approver", "analyst")).status()).isEqualTo(400);
        assertThat(refusal(() -> make("nothing"))).hasMessageContaining("roles needs one role at least");
        assertThat(refusal(() -> make("x", "king")))
                .hasMessageContaining("analyst, model-owner, operator, approver and auditor");
        assertThat(refusal(() -> make("Not A Name", "auditor")).status()).isEqualTo(400);
    }

    @Test
    void aTokenThatWasTakenBackIsRefusedAtOnceAndStaysSoAfterARestart() throws Exception {
        String token = make("leaver", "auditor");
        assertThat(refusal(() -> make("leaver", "operator"))).hasMessageContaining("is valid. Take it back first");
        try (NodeClient client = with(token)) {
            assertThat(client.get("/api/v1/tokens").path("tokens").size()).isPositive();
            var _ = node.client().delete("/api/v1/tokens/leaver");
            assertThat(refusal(() -> client.get("/api/v1/models")).status()).isEqualTo(401);
        }
        assertThat(refusal(() -> node.client().delete("/api/v1/tokens/leaver")).status())
                .isEqualTo(404);
        assertThat(refusal(() -> node.client().delete("/api/v1/tokens/operator"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void theCommandLineMakesListsAndTakesBack() throws Exception {
        List<String> api = node.api();
        TestNode.Ran made =
                run(api, "token", "new", "--name", "dashboards", "--role", "analyst,auditor", "--days", "7");
        assertThat(made.out().strip()).matches("[A-Za-z0-9_-]{43}");
        assertThat(run(api, "token", "list").out())
                .contains("dashboards  analyst, auditor  until ")
                .contains("operator  analyst, model-owner, operator, approver, auditor  does not expire")
                .doesNotContain(made.out().strip());
        run(api, "token", "revoke", "dashboards");
        assertThat(run(api, "token", "list").out()).contains("dashboards  analyst, auditor  taken back ");
    }

    private static TestNode.Ran run(List<String> api, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(api);
        TestNode.Ran ran = TestNode.run(all.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }
}
