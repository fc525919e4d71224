package io.concordat.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.random.RandomSource;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.Eventually;
import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.ceremony.SearchLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Several banks' whole nodes in this JVM: they found a consortium over mTLS and hold a ceremony for a toy key. */
public final class TestNodes implements AutoCloseable {
    /** The search for the modulus has no memory, and a test's machine has other work. */
    private static final Duration CEREMONY = Duration.ofMinutes(3);

    /** Bits of the joint key: it protects nothing. */
    public static final int KEY_BITS = 512;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<TestNode> nodes;
    private final NodeSeams seams;

    private TestNodes(List<TestNode> nodes, NodeSeams seams) {
        this.nodes = List.copyOf(nodes);
        this.seams = seams;
    }

    /** Makes and starts so many nodes that know nothing of each other yet. */
    public static TestNodes start(int members, Path directory, EnvelopeTap tap) throws Exception {
        List<TestNode> nodes = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            nodes.add(TestNode.create("bank-" + (char) ('a' + i), directory));
        }
        return start(nodes, tap);
    }

    /** Starts these nodes. */
    public static TestNodes start(List<TestNode> nodes, EnvelopeTap tap) throws Exception {
        TestNodes all = new TestNodes(nodes, seams(tap));
        try {
            for (TestNode node : nodes) {
                node.start(all.seams);
            }
            return all;
        } catch (Exception e) {
            all.close();
            throw e;
        }
    }

    /** The seams of a node that makes toy keys. */
    public static NodeSeams seams(EnvelopeTap tap) {
        SearchLimits search = new SearchLimits(120, 200, 1 << 12, 100);
        return new NodeSeams(
                (subject, charter, bounds) -> CeremonyParameters.forTesting(subject, charter.keyBits(), bounds, search),
                tap,
                RandomSource.of(new SecureRandom()),
                Clock.systemUTC());
    }

    public List<TestNode> nodes() {
        return nodes;
    }

    public TestNode node(int index) {
        return nodes.get(index);
    }

    /** Starts a stopped node again in its directory. */
    public void restart(int index) throws Exception {
        node(index).start(seams);
    }

    /** What every bank proposes: this name, a toy key, and the records of all. */
    public ObjectNode proposal(String name) throws Exception {
        ObjectNode proposal = JSON.createObjectNode().put("name", name);
        proposal.putObject("charter").put("keyBits", KEY_BITS);
        var members = proposal.putArray("members");
        for (TestNode node : nodes) {
            members.add(node.client().get("/api/v1/identity").path("record").asText());
        }
        return proposal;
    }

    /** Founds the consortium. */
    public void found() throws Exception {
        ObjectNode proposal = proposal("Test consortium");
        for (TestNode node : nodes) {
            node.client().post("/api/v1/consortium", proposal);
        }
        for (TestNode node : nodes) {
            Eventually.holds("the consortium is active at " + node.id(), () -> state(node)
                    .equals("active"));
        }
    }

    /** Where the consortium stands at a node. */
    public static String state(TestNode node) throws Exception {
        return node.client().get("/api/v1/consortium").path("state").asText();
    }

    /** Holds a ceremony; all nodes have the same key then. */
    public void makeKey() throws Exception {
        List<String> runs = new ArrayList<>();
        for (TestNode node : nodes) {
            runs.add(node.client()
                    .post("/api/v1/consortium/key-ceremony", JSON.createObjectNode())
                    .path("id")
                    .asText());
        }
        for (int i = 0; i < nodes.size(); i++) {
            String path = "/api/v1/key-ceremonies/" + runs.get(i);
            TestNode node = nodes.get(i);
            try {
                Eventually.holds("the ceremony is over at " + node.id(), CEREMONY, () -> Set.of("COMPLETED", "FAILED")
                        .contains(node.client().get(path).path("state").asText()));
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "; the runs: " + views(runs), e);
            }
            JsonNode run = node.client().get(path);
            if (!run.path("state").asText().equals("COMPLETED")) {
                throw new AssertionError("No key at " + node.id() + ": " + run.toPrettyString());
            }
        }
    }

    private List<String> views(List<String> runs) throws Exception {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            views.add(node(i).id() + " " + node(i).client().get("/api/v1/key-ceremonies/" + runs.get(i)));
        }
        return views;
    }

    /** Writes each bank's CSV file and registers it under the same name everywhere. */
    public void register(String name, List<String> csvOfBanks) throws Exception {
        for (int i = 0; i < nodes.size(); i++) {
            Files.writeString(node(i).data().resolve(name + ".csv"), csvOfBanks.get(i));
            node(i).client().post("/api/v1/data-sets", dataSet(name));
        }
    }

    /** The registration of a CSV file. */
    public static ObjectNode dataSet(String name) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("path", name + ".csv")
                .put("label", "fraud");
    }

    /** Proposes a job at the first bank and lets everybody approve; the result is its id. */
    public String run(ObjectNode request) throws Exception {
        String job = node(0).client().post("/api/v1/jobs", request).path("id").asText();
        for (TestNode node : nodes) {
            TestConsortium.awaitState(node.client(), job, Set.of("approving"));
            node.approve(job);
        }
        return job;
    }

    /** The job at every bank once it is over everywhere. */
    public List<JsonNode> awaitEnd(String job) throws Exception {
        List<JsonNode> views = new ArrayList<>();
        for (TestNode node : nodes) {
            views.add(TestConsortium.awaitState(
                    node.client(), job, Set.of("finished", "refused", "cancelled", "failed")));
        }
        return views;
    }

    @Override
    public void close() {
        nodes.forEach(TestNode::close);
    }
}
