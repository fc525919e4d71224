package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.FingerprintWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key made by whole nodes, checked from its transcript alone. */
class KeyTranscriptTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void anybodyCanVerifyAKeyOfflineAndNoChangedTranscriptPasses() throws Exception {
        try (TestNodes nodes = TestNodes.start(3, directory, EnvelopeTap.none())) {
            nodes.found();
            nodes.makeKey();
            JsonNode key =
                    nodes.node(0).client().get("/api/v1/keys").path("keys").path(0);
            String id = key.path("keyId").asText();
            assertThat(key.path("words").asText()).isEqualTo(FingerprintWords.line(Digest.ofHex(id)));

            for (TestNode node : nodes.nodes()) {
                Path file = directory.resolve(node.id() + ".transcript");
                node.client().download("/api/v1/keys/" + id + "/transcript", file);
                TestNode.Ran verified = TestNode.run("key", "verify", "--test-keys", file.toString());
                assertThat(verified.out())
                        .contains("VALID: all")
                        .contains(id)
                        .contains("bank-b states that it dropped");
                assertThat(verified.exitCode()).isZero();
            }
            Path file = directory.resolve("bank-a.transcript");
            TestNode.Ran refused = TestNode.run("key", "verify", file.toString());
            assertThat(refused.out()).contains("NOT VALID").contains("2048, 3072 or 4096 bits but found 512");
            assertThat(refused.exitCode()).isEqualTo(1);

            byte[] bytes = Files.readAllBytes(file);
            SplittableRandom chance = new SplittableRandom(7);
            for (int time = 0; time < 6; time++) {
                byte[] changed = bytes.clone();
                changed[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
                assertNotValid(changed);
            }
            assertNotValid(Arrays.copyOf(bytes, bytes.length - 1));
            assertNotValid(Arrays.copyOf(bytes, bytes.length + 1));
            assertNotValid(Arrays.copyOf(bytes, bytes.length / 2));

            nodes.node(0).client().delete("/api/v1/keys/" + id);
            assertThat(nodes.node(0)
                            .client()
                            .get("/api/v1/keys")
                            .path("keys")
                            .path(0)
                            .path("retired")
                            .asBoolean())
                    .isTrue();
            assertThatThrownBy(() -> nodes.node(0).client().delete("/api/v1/keys/" + id))
                    .isInstanceOf(NodeProblemException.class)
                    .hasMessageContaining("no such key");
            assertThatThrownBy(() -> nodes.node(0)
                            .client()
                            .download("/api/v1/keys/" + "0".repeat(64) + "/transcript", directory.resolve("nothing")))
                    .isInstanceOf(NodeProblemException.class)
                    .hasMessageContaining("keeps no transcript");
        }
    }

    private void assertNotValid(byte[] transcript) throws Exception {
        Path file = directory.resolve("changed.transcript");
        Files.write(file, transcript);
        TestNode.Ran printed = TestNode.run("key", "verify", "--test-keys", file.toString());
        assertThat(printed.out()).startsWith("NOT VALID");
        assertThat(printed.exitCode()).isEqualTo(1);
    }
}
