package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.RawPeer;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.TestPorts;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
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

/** Whole nodes exchange their certificates and addresses while a training runs; nothing fails and what is old counts no more. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CertificateRotationTest {
    private static final int BANKS = 3;
    private static final String CERTIFICATE = "/api/v1/certificate";

    private final MessageTrigger trigger = new MessageTrigger();
    private TestNodes banks;

    @BeforeAll
    void found(@TempDir Path directory) throws Exception {
        banks = TestNodes.start(BANKS, directory, trigger);
        banks.found();
        banks.makeKey();
        banks.register(
                "cards",
                ToyRows.ofBanks(BANKS, 150, "rotation").stream()
                        .map(ToyRows::csv)
                        .toList());
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    @Test
    @Order(1)
    void allCertificatesExchangedDuringATrainingFailNoRound() throws Exception {
        List<TlsIdentity> before = certificates();
        trigger.arm(banks.node(1).id(), MessageType.COMMIT, 2);
        String job = banks.run(training());
        trigger.await();
        for (TestNode node : banks.nodes()) {
            node.client().post(CERTIFICATE + "/rotation", empty());
        }
        for (TestNode node : banks.nodes()) {
            Eventually.holds("the exchange is over at " + node.id(), () -> isSettled(node));
        }

        assertFinishedAtFirstAttempts(job);
        List<TlsIdentity> after = certificates();
        for (int i = 0; i < BANKS; i++) {
            assertThat(after.get(i).pin()).isNotEqualTo(before.get(i).pin());
            assertThat(banks.node(i)
                            .client()
                            .get(CERTIFICATE)
                            .path("inUse")
                            .path("pin")
                            .asText())
                    .isEqualTo(after.get(i).pin().hex());
        }
        try (RawPeer old = new RawPeer(
                        Optional.of(before.get(1)), banks.node(0).node().peerPort());
                RawPeer now = new RawPeer(
                        Optional.of(after.get(1)), banks.node(0).node().peerPort())) {
            assertThatThrownBy(() -> old.post(new byte[500])).isInstanceOf(IOException.class);
            assertThat(now.post(new byte[500]).statusCode()).isEqualTo(400); // heard, and no envelope
        }
    }

    @Test
    @Order(2)
    void theExchangeWaitsForABankThatIsAwayWhichLosesNothing() throws Exception {
        banks.node(2).close();
        banks.node(0).client().post(CERTIFICATE + "/rotation", empty());
        Eventually.holds(
                "one bank has confirmed", () -> waitingFor(banks.node(0)).equals(List.of("bank-c")));
        NodeProblemException twice = catchThrowableOfType(
                NodeProblemException.class, () -> banks.node(0).client().post(CERTIFICATE + "/rotation", empty()));
        assertThat(twice.type()).isEqualTo(ProblemType.CONFLICT.urn());
        assertThat(twice.sentence()).contains("bank-c");
        banks.node(0).close(); // an exchange outlives a restart
        banks.restart(0);
        assertThat(banks.node(0).client().get(CERTIFICATE).path("successor").isObject())
                .isTrue();

        banks.restart(2);

        Eventually.holds("the exchange is over", () -> isSettled(banks.node(0)));
        assertFinishedAtFirstAttempts(banks.run(training()));
    }

    @Test
    @Order(3)
    void anEndpointReplayedByHandIsRefused() throws Exception {
        JsonNode endpoint = banks.node(0).client().get(CERTIFICATE).path("endpoint");
        ObjectNode body = empty().put("record", endpoint.path("record").asText());

        NodeProblemException refusal = catchThrowableOfType(
                NodeProblemException.class, () -> banks.node(1).client().post("/api/v1/endpoints", body));

        assertThat(refusal.type()).isEqualTo(ProblemType.ENDPOINT_OUTDATED.urn());
    }

    @Test
    @Order(4)
    void aNewAddressIsAnnouncedWithoutARestart() throws Exception {
        TestNode moved = banks.node(1);
        int former = moved.node().peerPort();
        int port = TestPorts.free();
        String toml = Files.readString(moved.configFile());
        Files.writeString(moved.configFile(), toml.replace(Integer.toString(former), Integer.toString(port)));

        moved.client().post("/api/v1/identity/announcement", empty());

        Eventually.holds("all know the new address", () -> isSettled(moved));
        assertThat(banks.node(0)
                        .client()
                        .get("/api/v1/consortium")
                        .path("members")
                        .path(1)
                        .path("peer")
                        .asText())
                .isEqualTo("https://127.0.0.1:" + port);
        assertThat(moved.node().peerPort()).isEqualTo(port);
        Eventually.holds("the former address is closed", () -> {
            try (RawPeer raw = new RawPeer(Optional.of(certificates().getFirst()), former)) {
                raw.post(new byte[1]);
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        assertFinishedAtFirstAttempts(banks.run(training()));
        moved.close();
        banks.restart(1); // in its changed configuration
        assertFinishedAtFirstAttempts(banks.run(training()));
    }

    private static ObjectNode training() {
        return TestConsortium.training("cards").put("maxRounds", 3);
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void assertFinishedAtFirstAttempts(String job) throws Exception {
        for (JsonNode end : banks.awaitEnd(job)) {
            assertThat(end.path("state").path("name").asText())
                    .as(end.path("state").toString())
                    .isEqualTo("finished");
            assertThat(end.path("rounds")).isNotEmpty();
            assertThat(end.path("rounds"))
                    .allSatisfy(round -> assertThat(round.path("attempts").asInt())
                            .as(round.toString())
                            .isOne());
        }
    }

    private static boolean isSettled(TestNode node) throws Exception {
        JsonNode certificate = node.client().get(CERTIFICATE);
        return !certificate.path("successor").isObject()
                && certificate.path("waitingFor").isEmpty();
    }

    private static List<String> waitingFor(TestNode node) throws Exception {
        List<String> waiting = new ArrayList<>();
        node.client().get(CERTIFICATE).path("waitingFor").forEach(member -> waiting.add(member.asText()));
        return waiting;
    }

    private List<TlsIdentity> certificates() throws Exception {
        List<TlsIdentity> all = new ArrayList<>();
        for (TestNode node : banks.nodes()) {
            all.add(TlsIdentity.read(
                    node.config().peer().certificateFile(), node.config().peer().privateKeyFile()));
        }
        return all;
    }
}
