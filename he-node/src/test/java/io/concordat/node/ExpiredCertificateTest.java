package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose certificate has expired is refused by name, reads why, and comes back with an endpoint brought by hand. */
@Timeout(180)
class ExpiredCertificateTest {
    private static final String CONSORTIUM = "/api/v1/consortium";

    @Test
    void expiredCertificateIsRefusedWithItsNameOnBothSidesAndIsExchanged(@TempDir Path directory) throws Exception {
        try (TestNodes banks = TestNodes.start(3, directory, EnvelopeTap.none())) {
            TestNode late = banks.node(2);
            late.close();
            expire(late);
            banks.restart(2);
            ObjectNode proposal = banks.proposal("Late");
            for (TestNode node : banks.nodes()) {
                node.client().post(CONSORTIUM, proposal);
            }

            Eventually.holds("bank-a names the certificate", () -> problem(banks.node(0), 2)
                    .matches(".*certificate of CN=bank-c expired at .*"));
            Eventually.holds("bank-c is told", () -> problem(late, 0)
                    .matches("HTTP 403: The certificate of CN=bank-c expired at .*\\(Test bank-c\\)"));
            assertThat(TestNodes.state(banks.node(0))).isEqualTo("forming");

            late.client().post("/api/v1/certificate/rotation", JsonNodeFactory.instance.objectNode());
            JsonNode exchanged = late.client().get("/api/v1/certificate");
            assertThat(exchanged.path("inUse").path("daysLeft").asLong()).isPositive();
            for (int i = 0; i < 2; i++) {
                var _ = banks.node(i)
                        .client()
                        .post(
                                "/api/v1/endpoints",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put(
                                                "record",
                                                exchanged
                                                        .path("endpoint")
                                                        .path("record")
                                                        .asText()));
            }
            for (TestNode node : banks.nodes()) {
                Eventually.holds("the consortium is active at " + node.id(), () -> TestNodes.state(node)
                        .equals("active"));
            }
        }
    }

    /** Gives the node a certificate of long ago, and tells it not to exchange that by itself. */
    private static void expire(TestNode node) throws Exception {
        Path certificate = node.config().peer().certificateFile();
        Path key = node.config().peer().privateKeyFile();
        Files.delete(certificate);
        Files.delete(key);
        TlsIdentity.create(
                node.id(), "127.0.0.1", certificate, key, Instant.now().minus(Duration.ofDays(6 * 365)));
        String toml = Files.readString(node.configFile());
        Files.writeString(
                node.configFile(), toml.replace("certificate-rotation-days = 30", "certificate-rotation-days = 0"));
    }

    private static String problem(TestNode node, int member) throws Exception {
        return node.client()
                .get(CONSORTIUM)
                .path("members")
                .path(member)
                .path("problem")
                .asText("");
    }
}
