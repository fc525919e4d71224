package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.cli.CommandRun;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.RawPeer;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes change their consortium: a removed member and a suspended one cannot speak, jobs and keys end or go on as said. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MembershipTest {
    private static final String CONSORTIUM = "/api/v1/consortium";

    private final MessageTrigger trigger = new MessageTrigger();
    private TestNodes banks;

    @BeforeAll
    void found(@TempDir Path directory) throws Exception {
        banks = TestNodes.start(4, directory, trigger);
        banks.found();
        banks.makeKey();
        banks.register(
                "cards",
                ToyRows.ofBanks(4, 150, "members").stream().map(ToyRows::csv).toList());
        banks.register( // the first opening of a scope freezes its cohort, so three banks need rows of another scope
                "cards-of-three",
                ToyRows.ofBanks(4, 150, "others").stream().map(ToyRows::csv).toList());
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    @Test
    @Order(1)
    void suspendedMemberCannotSpeakAndKeyAndOtherBanksGoOn() throws Exception {
        trigger.arm("bank-a", MessageType.COMMIT, 2);
        String running = banks.run(training("cards"));
        trigger.await();
        proposeNext(List.of(0, 1, 2), List.of(0, 1, 2, 3), List.of("bank-d"));
        awaitVersion(List.of(0, 1, 2), 2);

        for (int i = 0; i < 3; i++) {
            JsonNode job = TestConsortium.awaitState(
                    banks.node(i).client(), running, java.util.Set.of("failed", "refused", "finished"));
            assertThat(job.toString()).contains(ProblemType.MEMBERSHIP_CHANGED.urn());
        }
        assertSilenced(3, 0);
        assertThat(retired(0)).isFalse();
        assertFinished(List.of(0, 1, 2), training("cards-of-three"));
    }

    @Test
    @Order(2)
    void suspendedMemberIsReinstatedByTheSignaturesOfAll() throws Exception {
        joinByFile(0, 3); // bank-d learns by a file that it was suspended
        awaitVersion(List.of(3), 2);
        proposeNext(List.of(0, 1, 2, 3), List.of(0, 1, 2, 3), List.of());
        awaitVersion(List.of(0, 1, 2, 3), 3);

        assertFinished(List.of(0, 1, 2, 3), training("cards"));
    }

    @Test
    @Order(3)
    void removedMemberCannotSpeakAndTheOthersNeedANewKey() throws Exception {
        proposeNext(List.of(0, 1, 2), List.of(0, 1, 2), List.of());
        awaitVersion(List.of(0, 1, 2), 4);

        assertSilenced(3, 0);
        assertThat(retired(0)).isTrue();
        NodeProblemException refusal = catchThrowableOfType(
                NodeProblemException.class, () -> banks.node(0).client().post("/api/v1/jobs", training("cards")));
        assertThat(refusal.type()).isEqualTo(ProblemType.KEY_MISSING.urn());
        banks.node(0).close(); // finished and ended jobs of former versions are read again
        banks.restart(0);
        assertThat(banks.node(0).client().get("/api/v1/jobs").path("jobs")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    @Order(4)
    void removedMemberJoinsAgainWithAFileThatTheOthersSigned() throws Exception {
        proposeNext(List.of(0, 1, 2), List.of(0, 1, 2, 3), List.of());
        joinByFile(0, 3); // it is still in version 3
        awaitVersion(List.of(0, 1, 2, 3), 5);
        banks.makeKey();

        assertFinished(List.of(0, 1, 2, 3), training("cards"));
    }

    @Test
    @Order(5)
    void t21OtherBanksInAScopeNeedTheConsentOfTheOneThatIsNotInAllSums() throws Exception {
        ObjectNode training = training("cards-of-three"); // its first sums were opened without bank-d
        int rowsOfThree = rows(end(List.of(0, 1, 2, 3), training));

        assertThat(consent(0, "anna").err()).contains("The consent of bank-a is not needed");
        assertThat(consent(3, "anna", "bank-a,bank-b,stranger").err()).contains("Expected members of the consortium");
        assertThat(consent(3, "anna").out())
                .contains("numbers of:                [bank-d]", "Another person of bank-d");
        assertThat(banks.node(3).client().get("/api/v1/scopes/cards-of-three").path("consents"))
                .isEmpty();
        assertThat(consent(3, "bela").out()).contains("bank-d has consented");
        for (int node : List.of(0, 1, 2)) {
            Eventually.holds(
                    "the consent is at " + banks.node(node).id(),
                    () -> consentsAt(node).path(0).path("member").asText().equals("bank-d"));
        }

        assertThat(rows(end(List.of(0, 1, 2, 3), training))).isGreaterThan(rowsOfThree);
        var cohort = training.putArray("cohort"); // back again would need another consent
        List.of(0, 1, 2).forEach(member -> cohort.add(banks.node(member).id()));
        assertThat(ends(List.of(0, 1, 2), training).stream()
                        .map(JsonNode::toString)) // the others may hear of the first before they look
                .allMatch(end -> end.contains(ProblemType.DIFFERENCING_RISK.urn()))
                .anyMatch(end -> end.contains("need the consent of [bank-d]"));
    }

    private JsonNode consentsAt(int node) throws Exception {
        return banks.node(node).client().get("/api/v1/scopes/cards-of-three").path("consents");
    }

    /** How many rows were in the first sum of a job. */
    private static int rows(JsonNode job) {
        return job.path("rounds").path(0).path("report").path("rows").asInt();
    }

    /** Somebody of a bank approves that it consents to sums over all four banks. */
    private CommandRun consent(int node, String person) throws Exception {
        return consent(node, person, "bank-a,bank-b,bank-c,bank-d");
    }

    private CommandRun consent(int node, String person, String cohort) throws Exception {
        TestNode bank = banks.node(node);
        return CommandRun.of(
                "scope",
                "consent",
                "cards-of-three",
                "--cohort",
                cohort,
                "--approver",
                person,
                "--key",
                bank.key(person).toString(),
                "--yes",
                "--node",
                bank.client().base().toString(),
                "--token-file",
                bank.config().analyst().tokenFile().toString());
    }

    private static ObjectNode training(String dataSet) {
        return TestConsortium.training(dataSet).put("maxRounds", 3);
    }

    /** Each of these operators proposes the version that has these members. */
    private void proposeNext(List<Integer> operators, List<Integer> members, List<String> suspended) throws Exception {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode().put("name", "Test consortium");
        proposal.putObject("charter").put("keyBits", TestNodes.KEY_BITS);
        var records = proposal.putArray("members");
        for (int member : members) {
            records.add(banks.node(member)
                    .client()
                    .get("/api/v1/identity")
                    .path("record")
                    .asText());
        }
        proposal.put(
                "succeeds",
                banks.node(operators.getFirst())
                        .client()
                        .get(CONSORTIUM)
                        .path("id")
                        .asText());
        var left = proposal.putArray("suspended");
        suspended.forEach(left::add);
        for (int operator : operators) {
            banks.node(operator).client().post(CONSORTIUM, proposal);
        }
    }

    private void joinByFile(int from, int to) throws Exception {
        JsonNode shown = banks.node(from).client().get(CONSORTIUM);
        JsonNode version = shown.path("successor").isObject() ? shown.path("successor") : shown;
        var _ = banks.node(to)
                .client()
                .post(
                        CONSORTIUM + "/documents",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("document", version.path("document").asText()));
    }

    private void awaitVersion(List<Integer> nodes, int version) throws Exception {
        for (int node : nodes) {
            Eventually.holds(
                    "version " + version + " is active at " + banks.node(node).id(), () -> {
                        JsonNode consortium = banks.node(node).client().get(CONSORTIUM);
                        return consortium.path("version").asInt() == version
                                && consortium.path("state").asText().equals("active");
                    });
        }
    }

    /** The listener of one does not speak with the certificate of the other. */
    private void assertSilenced(int member, int listener) throws Exception {
        TestNode node = banks.node(member);
        TlsIdentity tls = TlsIdentity.read(
                node.config().peer().certificateFile(), node.config().peer().privateKeyFile());
        try (RawPeer raw =
                new RawPeer(Optional.of(tls), banks.node(listener).node().peerPort())) {
            assertThatThrownBy(() -> raw.post(new byte[500])).isInstanceOf(IOException.class);
        }
    }

    private boolean retired(int node) throws Exception {
        JsonNode keys = banks.node(node).client().get("/api/v1/keys").path("keys");
        return keys.isEmpty() || keys.path(0).path("retired").asBoolean();
    }

    private void assertFinished(List<Integer> nodes, ObjectNode request) throws Exception {
        for (JsonNode view : ends(nodes, request)) {
            assertThat(view.path("state").path("name").asText())
                    .as(view.path("state").toString())
                    .isEqualTo("finished");
        }
    }

    /** The job at the first of these banks once it is over. */
    private JsonNode end(List<Integer> nodes, ObjectNode request) throws Exception {
        return ends(nodes, request).getFirst();
    }

    /** Proposed at the first bank and approved by all these. */
    private List<JsonNode> ends(List<Integer> nodes, ObjectNode request) throws Exception {
        String job = banks.node(nodes.getFirst())
                .client()
                .post("/api/v1/jobs", request)
                .path("id")
                .asText();
        for (int node : nodes) {
            TestConsortium.awaitState(banks.node(node).client(), job, java.util.Set.of("approving"));
            banks.node(node).approve(job);
        }
        List<JsonNode> ends = new ArrayList<>();
        for (int node : nodes) {
            ends.add(TestConsortium.awaitState(
                    banks.node(node).client(), job, java.util.Set.of("finished", "refused", "cancelled", "failed")));
        }
        return ends;
    }
}
