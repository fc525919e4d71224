package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.access.Role;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.client.ServerEvent;
import io.concordat.node.http.Route;
import io.concordat.node.http.RouteRoles;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.OpenApiContract;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.ConsortiumConsent;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.consortium.SignedMember;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node serves what its OpenAPI document says and nothing else, and sends what it says; events can be resumed without a gap. */
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BANKS = 3;

    /** Succeeds only for an attempt that hangs; answers of /history are described in words, not by schemas. */
    private static final String ABANDON = "POST /jobs/{id}/abandonment";

    private TestNodes banks;
    private OpenApiContract contract;
    private String training = "";

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        contract = OpenApiContract.read();
        banks = TestNodes.start(BANKS, directory, EnvelopeTap.none());
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    @Test
    @Order(1)
    void routesServedAndRoutesDocumentedAreTheSame() {
        assertThat(banks.node(0).node().routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toSet()))
                .isEqualTo(contract.operations());
    }

    @Test
    @Order(1)
    void theRolesOfEveryRouteAreThoseOfTheDocument() {
        for (Route route : banks.node(0).node().routes()) {
            assertThat(RouteRoles.of(route).stream().map(Role::wireName))
                    .as("%s %s", route.method(), route.path())
                    .containsExactlyInAnyOrderElementsOf(contract.roles(route.method() + " " + route.path()));
        }
    }

    @Test
    @Order(2)
    void everyRouteAnswersAsDocumented() throws Exception {
        consortium();
        key();
        data();
        jobs();
        models();
        refusals();
        tokens();
        seal();

        assertThat(contract.succeeded())
                .isEqualTo(contract.operations().stream()
                        .filter(operation -> !operation.contains("/history/") && !operation.equals(ABANDON))
                        .filter(operation ->
                                !operation.equals("POST /scopes/{scope}/consents")) // never in so small a consortium
                        .filter(operation -> !operation.contains(
                                "/keys/{keyId}")) // the transcript is no JSON; the key is needed below
                        .collect(Collectors.toSet()));
    }

    private void consortium() throws Exception {
        get("GET /identity", "/identity");
        get("GET /standing", "/standing");
        ObjectNode proposal = banks.proposal("Contract");
        send("POST /consortium", "/consortium", proposal);
        send("DELETE /consortium", "/consortium", Optional.empty());
        banks.found();
        JsonNode active = get("GET /consortium", "/consortium");
        send(
                "POST /consortium/documents",
                "/consortium/documents",
                JSON.createObjectNode().put("document", active.path("document").asText()));
        successor(active);
        get("GET /certificate", "/certificate");
        send("POST /identity/announcement", "/identity/announcement", Optional.empty());
        send("POST /endpoints", "/endpoints", JSON.createObjectNode().put("record", newEndpoint(banks.node(2))));
        send("POST /certificate/rotation", "/certificate/rotation", JSON.createObjectNode());
        Eventually.holds(
                "the certificate is exchanged",
                () -> !get("GET /certificate", "/certificate").path("successor").isObject());
    }

    /** A version that follows, to which a person consents, and which is taken back. */
    private void successor(JsonNode active) throws Exception {
        ObjectNode next =
                banks.proposal("Contract").put("succeeds", active.path("id").asText());
        send("POST /consortium", "/consortium", next);
        Digest id = Digest.ofHex(get("GET /consortium", "/consortium")
                .path("successor")
                .path("id")
                .asText());
        TestNode bank = banks.node(0);
        ConsortiumConsent consent = ConsortiumConsent.sign(
                MemberId.of(bank.id()), id, SigningKey.read(bank.key("anna")).signer());
        ObjectNode body = JSON.createObjectNode().put("approver", "anna");
        body.put(
                "signature",
                Base64.getEncoder().encodeToString(consent.signature().toByteArray()));
        send("POST /consortium/consents", "/consortium/consents", body);
        send("DELETE /consortium", "/consortium", Optional.empty());
    }

    /** What a bank would give to another by hand. */
    private static String newEndpoint(TestNode bank) throws Exception {
        Member member = SignedMember.decode(Base64.getDecoder()
                        .decode(bank.client()
                                .get("/api/v1/identity")
                                .path("record")
                                .asText()))
                .member();
        SigningKey key = SigningKey.read(bank.config().keys().identityFile());
        SignedEndpoint endpoint = SignedEndpoint.sign(
                new MemberEndpoint(member.id(), 1, member.peer(), List.of(member.certificatePin())), key.signer());
        return Base64.getEncoder().encodeToString(endpoint.encode());
    }

    private void key() throws Exception {
        String waiting = send("POST /consortium/key-ceremony", "/consortium/key-ceremony", Optional.empty())
                .path("id")
                .asText();
        send("DELETE /key-ceremonies/{id}", "/key-ceremonies/" + waiting, Optional.empty());
        Eventually.holds(
                "the ceremony is cancelled", () -> get("GET /key-ceremonies/{id}", "/key-ceremonies/" + waiting)
                        .path("state")
                        .asText()
                        .equals("FAILED"));
        banks.makeKey();
        get("GET /key-ceremonies", "/key-ceremonies");
        get("GET /key-ceremonies/{id}/events", "/key-ceremonies/" + waiting + "/events");
        for (ServerEvent event : events("/api/v1/key-ceremonies/" + waiting + "/events", "")) {
            if (!event.id().isEmpty() && !event.name().equals("end")) {
                contract.check("KeyCeremony", event.data());
            }
        }
        get("GET /keys", "/keys");
        get("GET /standing", "/standing");
    }

    private void data() throws Exception {
        List<ToyRows> rows = ToyRows.ofBanks(BANKS, 120, "contract");
        banks.register("cards", rows.stream().map(ToyRows::csv).toList());
        Files.writeString(
                banks.node(0).data().resolve("more.csv"), rows.getFirst().csv());
        send("POST /data-sets", "/data-sets", TestNodes.dataSet("more"));
        get("GET /data-sets", "/data-sets");
        get("GET /data-sets/{name}", "/data-sets/more");
        get("GET /data-sets/{name}/registration", "/data-sets/more/registration");
        Files.writeString(banks.node(0).data().resolve("bad.csv"), "V1,Class\nx,0\n");
        send("POST /data-sets", "/data-sets", TestNodes.dataSet("bad"));
        JsonNode refused = get("GET /data-sets/{name}/registration", "/data-sets/bad/registration");
        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(refused.path("problem").path("detail").asText()).isNotEmpty();
    }

    private void jobs() throws Exception {
        String cancelled = send("POST /jobs", "/jobs", TestConsortium.training("more"))
                .path("id")
                .asText();
        send("DELETE /jobs/{id}", "/jobs/" + cancelled, Optional.empty());
        training = banks.run(TestConsortium.training("cards").put("maxRounds", 2));
        JsonNode task = get("GET /jobs/{id}/task", "/jobs/" + training + "/task");
        ObjectNode again = JSON.createObjectNode().put("approver", "anna");
        again.put("signature", signature(task));
        send("POST /jobs/{id}/approvals", "/jobs/" + training + "/approvals", again);
        assertThat(banks.awaitEnd(training))
                .allMatch(end -> end.path("state").path("name").asText().equals("finished"));
        get("GET /jobs/{id}", "/jobs/" + training);
        get("GET /jobs", "/jobs");
        get("GET /jobs/{id}/events", "/jobs/" + training + "/events");
        get("GET /scopes/{scope}", "/scopes/cards");
        ObjectNode needless = JSON.createObjectNode().put("approver", "anna").put("signature", signature(task));
        needless.putArray("cohort").add("bank-a").add("bank-b").add("bank-c");
        send("POST /scopes/{scope}/consents", "/scopes/cards/consents", needless);
    }

    /** What anna signs at the first bank. */
    private String signature(JsonNode task) throws Exception {
        byte[] bytes = Base64.getDecoder()
                .decode(task.path("approvers").path(0).path("bytesToSign").asText());
        return Base64.getEncoder()
                .encodeToString(SigningKey.read(banks.node(0).key("anna"))
                        .signer()
                        .sign(bytes)
                        .toByteArray());
    }

    private void models() throws Exception {
        String model =
                get("GET /models", "/models").path("models").path(0).path("id").asText();
        get("GET /models/{id}", "/models/" + model);
        ObjectNode scoring = JSON.createObjectNode();
        scoring.putArray("transactions")
                .addObject()
                .put("amount", 20)
                .put("hour", 3)
                .put("distance", 80.5);
        send("POST /models/{id}/score", "/models/" + model + "/score", scoring);
        String evaluation = banks.run(TestConsortium.evaluation("cards", model));
        banks.awaitEnd(evaluation);
        get("GET /evaluations", "/evaluations");
        get("GET /evaluations/{id}", "/evaluations/" + evaluation);
        get(
                "GET /evaluations/{id}/against/{other}",
                "/evaluations/" + evaluation + "/against/" + evaluation + "?budget=0.1");
        get("GET /data-sets/{name}/metrics", "/data-sets/cards/metrics?models=" + model);
    }

    private void refusals() throws Exception {
        get("GET /jobs/{id}", "/jobs/none");
        get("GET /models/{id}", "/models/none");
        send("POST /data-sets", "/data-sets", TestNodes.dataSet("absent"));
        send("DELETE /consortium", "/consortium", Optional.empty());
        send(ABANDON, "/jobs/" + training + "/abandonment", Optional.empty());
    }

    private void tokens() throws Exception {
        send(
                "POST /tokens",
                "/tokens",
                JSON.createObjectNode()
                        .put("name", "contract")
                        .set("roles", JSON.createArrayNode().add("auditor")));
        get("GET /tokens", "/tokens");
        send("DELETE /tokens/{name}", "/tokens/contract", Optional.empty());
        get("GET /tokens", "/tokens");
    }

    private void seal() throws Exception {
        send("POST /seal", "/seal", JSON.createObjectNode().put("reason", "a trial"));
        get("GET /seal", "/seal");
        get("GET /consortium", "/consortium"); // refused as sealed
        send("POST /unseal", "/unseal", JSON.createObjectNode().put("share", "no share"));
        send("POST /unseal", "/unseal", JSON.createObjectNode());
    }

    /** The refusal of a field that nobody knows names the fields that the node knows: they are the documented ones. */
    @Test
    @Order(3)
    void bodiesHaveTheFieldsThatAreDocumented() throws Exception {
        record Body(String operation, String schema, ObjectNode valid) {}
        ObjectNode approval = JSON.createObjectNode().put("approver", "anna").put("signature", "");
        for (Body body : List.of(
                new Body("POST /consortium", "ConsortiumProposal", banks.proposal("Fields")),
                new Body("POST /data-sets", "DataSetRegistration", TestNodes.dataSet("fields")),
                new Body("POST /jobs", "JobProposal", TestConsortium.training("cards")),
                new Body(
                        "POST /tokens",
                        "TokenWish",
                        JSON.createObjectNode()
                                .put("name", "x")
                                .set("roles", JSON.createArrayNode().add("auditor"))),
                new Body("POST /seal", "SealReason", JSON.createObjectNode()),
                new Body("POST /unseal", "Unsealing", JSON.createObjectNode()),
                new Body("POST /jobs/{id}/approvals", "Approval", approval))) {
            String path = body.operation().substring(5).replace("{id}", training);
            NodeProblemException refusal = catchThrowableOfType(NodeProblemException.class, () -> banks.node(0)
                    .client()
                    .post("/api/v1" + path, body.valid().put("nobody-knows-this", 1)));
            String known = refusal.sentence().replaceFirst(".*known here: \\[(.*)].*", "$1");
            assertThat(Set.of(known.split(", ", -1))).as(body.operation()).isEqualTo(contract.fields(body.schema()));
        }
    }

    @Test
    @Order(3)
    void eventsOfAJobShowEachRoundAndTheEndOnlyWhenTheResultIsThere() throws Exception {
        List<ServerEvent> events = events("/api/v1/jobs/" + training + "/events", "");
        int rounds = banks.node(0)
                .client()
                .get("/api/v1/jobs/" + training)
                .path("rounds")
                .size();

        assertThat(rounds).isGreaterThan(2);
        assertThat(rounds(events, "round-started"))
                .isEqualTo(IntStream.range(0, rounds).boxed().toList());
        assertThat(rounds(events, "round"))
                .isEqualTo(IntStream.range(0, rounds).boxed().toList());
        Map<String, String> schemas =
                Map.of("state", "JobState", "approvals", "JobState", "round", "Round", "round-started", "Round");
        for (ServerEvent event : events) {
            if (!event.name().equals("end")) {
                contract.check(Objects.requireNonNull(schemas.get(event.name())), event.data());
            }
        }
        ServerEvent last = events.get(events.size() - 2);
        assertThat(last.name()).isEqualTo("state");
        assertThat(last.data().path("name").asText()).isEqualTo("finished");
        assertThat(events.getLast().name()).isEqualTo("end");
    }

    private static List<Integer> rounds(List<ServerEvent> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> event.data().path("round").asInt())
                .toList();
    }

    @Test
    @Order(4)
    void streamResumesAfterLastEventIdWithoutGapOrRepetition() throws Exception {
        String path = "/api/v1/jobs/" + training + "/events";
        List<ServerEvent> all = numbered(events(path, ""));
        assertThat(all.stream().map(event -> Integer.valueOf(event.id())))
                .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());

        for (int after : new int[] {0, 1, all.size() / 2, all.size() - 1, all.size()}) {
            assertThat(numbered(events(path, Integer.toString(after)))).isEqualTo(all.subList(after, all.size()));
        }
    }

    /** Reads a running job one event a connection; nothing is missed and nothing comes twice. */
    @Test
    @Order(5)
    void clientThatReconnectsAfterEveryEventOfARunningJobSeesThemAll() throws Exception {
        String job = banks.run(TestConsortium.training("cards").put("maxRounds", 1));
        String path = "/api/v1/jobs/" + job + "/events";
        List<ServerEvent> seen = new ArrayList<>();
        String last = "";
        while (seen.isEmpty() || !seen.getLast().name().equals("end")) {
            last = banks.node(0).client().watch(path, last, event -> {
                seen.add(event);
                return false;
            });
        }

        assertThat(numbered(seen)).isEqualTo(numbered(events(path, "")));
    }

    @Test
    @Order(6)
    void eventsKeepTheirNumbersAcrossARestart() throws Exception {
        String path = "/api/v1/jobs/" + training + "/events";
        List<ServerEvent> before = events(path, "");

        banks.node(0).close();
        banks.restart(0);

        assertThat(events(path, "")).isEqualTo(before);
    }

    /** All but the unnumbered event that says that the stream ended. */
    private static List<ServerEvent> numbered(List<ServerEvent> events) {
        return events.stream().filter(event -> !event.name().equals("end")).toList();
    }

    private List<ServerEvent> events(String path, String after) throws Exception {
        List<ServerEvent> events = new ArrayList<>();
        var _ = banks.node(0).client().watch(path, after, events::add);
        return events;
    }

    private JsonNode get(String operation, String path) throws Exception {
        return send(operation, path, Optional.empty());
    }

    private JsonNode send(String operation, String path, JsonNode body) throws Exception {
        return send(operation, path, Optional.of(body));
    }

    private JsonNode send(String operation, String path, Optional<JsonNode> body) throws Exception {
        return contract.call(banks.node(0).client().base(), token(), operation, path, body);
    }

    private String token() throws Exception {
        return Files.readString(banks.node(0).directory().resolve("keys/api-token"))
                .strip();
    }
}
