package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.cli.ExitCodes;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.peer.RawPeer;
import io.concordat.node.testing.Eventually;
import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole nodes, made by the command line and driven through their API: what they refuse, and how they found a consortium. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONSORTIUM = "/api/v1/consortium";

    private TestNodes banks;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        directory = given;
        banks = TestNodes.start(3, directory, EnvelopeTap.none());
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    @Test
    @Order(1)
    void twoBanksAreToldWhyTheyCannotHideFromEachOther() throws Exception {
        ObjectNode proposal = banks.proposal("Two");
        ((ArrayNode) proposal.path("members")).remove(2);

        NodeProblemException refusal = refusal(() -> client().post(CONSORTIUM, proposal));

        assertThat(refusal.type()).isEqualTo(ProblemType.TWO_BANKS_CANNOT_HIDE.urn());
        assertThat(refusal).hasMessageContaining("subtract").hasMessageEndingWith("Invite at least a third bank.");
        assertThat(refusal(() -> client().get(CONSORTIUM)).status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void proposalTakenBackAndMadeAgainStillGetsEverybodysSignature() throws Exception {
        ObjectNode proposal = banks.proposal("Again");
        banks.node(0).client().post(CONSORTIUM, proposal);
        banks.node(1).client().post(CONSORTIUM, proposal);
        for (int i = 0; i < 2; i++) {
            TestNode node = banks.node(i);
            Eventually.holds("two have signed at " + node.id(), () -> signatures(node) == 2);
        }

        banks.node(1).client().delete(CONSORTIUM);
        banks.node(1).client().post(CONSORTIUM, proposal);

        Eventually.holds("both signatures are there again", () -> signatures(banks.node(1)) == 2);
        banks.node(0).client().delete(CONSORTIUM);
        banks.node(1).client().delete(CONSORTIUM);
    }

    private static long signatures(TestNode node) throws Exception {
        long signed = 0;
        for (JsonNode member : node.client().get(CONSORTIUM).path("members")) {
            signed += member.path("signed").asBoolean() ? 1 : 0;
        }
        return signed;
    }

    /** Everybody proposes, takes back and proposes the other one; in the end all want the first. */
    @Test
    @Order(3)
    void twoDocumentsProposedAtTheSameTimeNeverBothBecomeActive() throws Exception {
        ObjectNode first = banks.proposal("First");
        ObjectNode second = banks.proposal("Second");
        try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = banks.nodes().stream()
                    .<Future<?>>map(node -> operators.submit(() -> {
                        waver(node, first, second);
                        return null;
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        List<String> active = activeNames();
        assertThat(active.stream().distinct().count()).isLessThanOrEqualTo(1);

        ObjectNode agreed = active.contains("Second") ? second : first;
        for (TestNode node : banks.nodes()) {
            settle(node, agreed);
        }
        for (TestNode node : banks.nodes()) {
            Eventually.holds("the consortium is active at " + node.id(), () -> TestNodes.state(node)
                    .equals("active"));
        }
        assertThat(activeNames().stream().distinct())
                .containsExactly(agreed.path("name").asText());
        assertThat(refusal(() -> client().post(CONSORTIUM, agreed.equals(first) ? second : first))
                        .status())
                .isEqualTo(409);
    }

    private static void waver(TestNode node, ObjectNode first, ObjectNode second) throws Exception {
        SplittableRandom random = new SplittableRandom(node.id().hashCode());
        for (int i = 0; i < 6; i++) {
            try {
                node.client().post(CONSORTIUM, random.nextBoolean() ? first : second);
                Thread.sleep(random.nextInt(40));
                node.client().delete(CONSORTIUM);
            } catch (NodeProblemException e) {
                assertThat(e.status()).isEqualTo(409); // it became active meanwhile
            }
        }
    }

    private static void settle(TestNode node, ObjectNode agreed) throws Exception {
        try {
            node.client().delete(CONSORTIUM);
        } catch (NodeProblemException e) {
            assertThat(e.status()).isIn(404, 409);
        }
        node.client().post(CONSORTIUM, agreed);
    }

    private List<String> activeNames() throws Exception {
        List<String> names = new ArrayList<>();
        for (TestNode node : banks.nodes()) {
            try {
                JsonNode consortium = node.client().get(CONSORTIUM);
                if (consortium.path("state").asText().equals("active")) {
                    names.add(consortium.path("name").asText());
                }
            } catch (NodeProblemException e) {
                assertThat(e.status()).isEqualTo(404);
            }
        }
        return names;
    }

    /** The listener speaks to the consortium's certificates only, so this comes after the founding. */
    @Test
    @Order(4)
    void strangersAndClientsWithoutCertificateAreRefusedByThePeerListener() throws Exception {
        Path certificate = directory.resolve("stranger.pem");
        Path key = directory.resolve("stranger-key.pem");
        TlsIdentity.create("bank-b", "127.0.0.1", certificate, key, Instant.now());
        int port = banks.node(0).node().peerPort();
        try (RawPeer stranger = new RawPeer(Optional.of(TlsIdentity.read(certificate, key)), port);
                RawPeer nobody = new RawPeer(Optional.empty(), port);
                RawPeer member = new RawPeer(Optional.of(tls(banks.node(1))), port)) {
            assertThatThrownBy(() -> stranger.post(new byte[500])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> nobody.post(new byte[500])).isInstanceOf(IOException.class);
            assertThat(member.post(new byte[500]).statusCode()).isEqualTo(400); // heard, and no envelope
        }
    }

    private static TlsIdentity tls(TestNode node) throws Exception {
        return TlsIdentity.read(
                node.config().peer().certificateFile(), node.config().peer().privateKeyFile());
    }

    @Test
    @Order(4)
    void toyKeyIsRefusedOutsideTests() throws Exception {
        banks.node(2).close();
        banks.node(2).start(NodeSeams.production());

        NodeProblemException refusal =
                refusal(() -> banks.node(2).client().post("/api/v1/consortium/key-ceremony", JSON.createObjectNode()));

        assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_CHARTER.urn());
        assertThat(refusal.sentence()).contains("2048, 3072 or 4096 bits but found 512");
        assertThat(banks.node(2).client().get("/api/v1/key-ceremonies").path("keyCeremonies"))
                .isEmpty();
    }

    @Test
    @Order(5)
    void requestWithoutAKnownTokenIsRefused() {
        try (NodeClient stranger = NodeClient.of(client().base(), "x".repeat(43))) {
            NodeProblemException refusal = refusal(() -> stranger.get("/api/v1/jobs"));
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.type()).isEqualTo(ProblemType.UNAUTHENTICATED.urn());
            assertThat(refusal.sentence()).contains("analyst.token-file");
        }
    }

    @Test
    @Order(5)
    void bodyOverTheLimitIsRefusedAndTheNodeGoesOn() throws Exception {
        ObjectNode large = TestNodes.dataSet("large").put("query", "x".repeat(2 << 20));

        NodeProblemException refusal = refusal(() -> client().post("/api/v1/data-sets", large));

        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE.urn());
        assertThat(client().get("/api/v1/data-sets").path("dataSets")).isEmpty();
    }

    @Test
    @Order(5)
    void unknownPathsAndMethodsAreProblems() {
        assertThat(refusal(() -> client().get("/api/v1/nothing")).type()).isEqualTo(ProblemType.NOT_FOUND.urn());
        assertThat(refusal(() -> client().delete("/api/v1/models")).type())
                .isEqualTo(ProblemType.METHOD_NOT_ALLOWED.urn());
    }

    @ParameterizedTest
    @Order(6)
    @CsvSource({"peer", "analyst", "health"})
    void portInUseEndsTheStartWithTheKeyToChange(String listener) throws Exception {
        TestNode node = TestNode.create("bank-" + listener, directory);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String toml = Files.readString(node.configFile());
            String table = toml.substring(toml.indexOf("[" + listener + "]"));
            String changed = table.replaceFirst("port = \\d+", "port = " + taken.getLocalPort());
            Files.writeString(node.configFile(), toml.replace(table, changed));

            TestNode.Ran start =
                    TestNode.run("node", "start", "--config", node.configFile().toString());

            assertThat(start.exitCode()).isEqualTo(ExitCodes.UNAVAILABLE);
            assertThat(start.err())
                    .isEqualToIgnoringNewLines("concordat: Port " + taken.getLocalPort()
                            + " on 127.0.0.1 is in use by another program. Stop that program, or set " + listener
                            + ".port in node.toml to a free port");
        }
        node.start(TestNodes.seams(EnvelopeTap.none())); // nothing was lost
        node.close();
    }

    @Test
    @Order(6)
    void unknownConfigurationKeyNamesTheOneThatWasMeant() throws Exception {
        TestNode node = TestNode.create("bank-typo", directory);
        String toml = Files.readString(node.configFile());
        Files.writeString(node.configFile(), toml.replace("idle-timeout = \"60 s\"", "idle-timout = \"60 s\""));

        TestNode.Ran start =
                TestNode.run("node", "start", "--config", node.configFile().toString());

        assertThat(start.exitCode()).isEqualTo(ExitCodes.CONFIGURATION);
        assertThat(start.err()).contains("unknown key 'peer.idle-timout'; did you mean 'idle-timeout'?");
        assertThat(node.directory().resolve("state/node.db")).doesNotExist();
    }

    private NodeClient client() {
        return banks.node(0).client();
    }

    private interface Request {
        JsonNode send() throws Exception;
    }

    private static NodeProblemException refusal(Request request) {
        NodeProblemException refusal = catchThrowableOfType(NodeProblemException.class, request::send);
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
