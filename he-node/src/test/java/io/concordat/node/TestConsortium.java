package io.concordat.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.random.RandomSource;
import io.concordat.node.client.NodeClient;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.DealtKeys;
import io.concordat.node.training.JointKey;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Several banks in one JVM that talk over real mTLS and hold a dealt key. */
public final class TestConsortium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<TestBank> banks = new ArrayList<>();

    private TestConsortium() {}

    /** No banks yet. */
    public static TestConsortium none() {
        return new TestConsortium();
    }

    /** What each bank's jobs draw nonces and salts from. */
    public interface Randomness {
        RandomSource ofBank(int index);
    }

    /** Starts so many banks below the directory, with a dealt key of so many bits. */
    public static TestConsortium start(int members, int keyBits, Path directory, EnvelopeTap tap) throws Exception {
        RandomSource random = RandomSource.of(new SecureRandom());
        return start(members, keyBits, directory, tap, _ -> random);
    }

    /** The same with randomness of one's own. */
    public static TestConsortium start(int members, int keyBits, Path directory, EnvelopeTap tap, Randomness random)
            throws Exception {
        TestConsortium started = new TestConsortium();
        try {
            for (int i = 0; i < members; i++) {
                String id = "bank-" + (char) ('a' + i);
                TestBank bank = new TestBank(id, directory.resolve(id), tap, random.ofBank(i));
                started.banks.add(bank);
                bank.start();
            }
            Consortium consortium = Consortium.of(
                    "Test", started.banks.stream().map(TestBank::record).toList(), Charter.defaults(members, keyBits));
            Map<MemberId, JointKey> keys = DealtKeys.of(consortium);
            for (TestBank bank : started.banks) {
                bank.join(consortium, Objects.requireNonNull(keys.get(bank.id())));
            }
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    public List<TestBank> banks() {
        return List.copyOf(banks);
    }

    public TestBank bank(int index) {
        return banks.get(index);
    }

    /** Writes each bank's CSV file and registers it under the same name everywhere. */
    public void register(String name, List<String> csvOfBanks) throws Exception {
        for (int i = 0; i < banks.size(); i++) {
            register(i, name, csvOfBanks.get(i));
        }
    }

    /** Writes one bank's CSV file and registers it. */
    public JsonNode register(int bank, String name, String csv) throws Exception {
        Files.writeString(banks.get(bank).data().resolve(name + ".csv"), csv);
        return banks.get(bank)
                .client()
                .post(
                        "/api/v1/data-sets",
                        JSON.createObjectNode()
                                .put("name", name)
                                .put("path", name + ".csv")
                                .put("label", "fraud"));
    }

    /** Proposes a job at the first bank; the result is its id. */
    public String propose(ObjectNode request) throws Exception {
        return banks.getFirst()
                .client()
                .post("/api/v1/jobs", request)
                .path("id")
                .asText();
    }

    public static ObjectNode training(String dataSet) {
        return JSON.createObjectNode().put("function", "logistic-newton/v1").put("dataSet", dataSet);
    }

    public static ObjectNode evaluation(String dataSet, String model) {
        return JSON.createObjectNode()
                .put("function", "score-histograms/v1")
                .put("dataSet", dataSet)
                .put("model", model);
    }

    /** Lets both approvers of every bank approve, once the job is known there. */
    public void approve(String job) throws Exception {
        for (TestBank bank : banks) {
            awaitState(bank, job, Set.of("approving"));
            bank.approve(job);
        }
    }

    /** Watches the job at a bank until it is in one of these states; fails after a minute. */
    public static JsonNode awaitState(TestBank bank, String job, Set<String> states) throws Exception {
        return awaitState(bank.client(), job, states);
    }

    /** The same, through a node's client. */
    public static JsonNode awaitState(NodeClient client, String job, Set<String> states) throws Exception {
        for (int i = 0; ; i++) {
            AtomicReference<String> last = new AtomicReference<>("unknown");
            try {
                String path = "/api/v1/jobs/" + job;
                client.watch(path + "/events", "", event -> {
                    if (event.data().has("name") && event.name().equals("state")) {
                        last.set(event.data().path("name").asText());
                    }
                    return !states.contains(last.get());
                });
                JsonNode view = client.get(path);
                if (states.contains(view.path("state").path("name").asText())) {
                    return view;
                }
                throw new AssertionError("Expected job " + job + " at " + client.base() + " in " + states
                        + " but it is " + view.toPrettyString());
            } catch (io.concordat.node.client.NodeProblemException e) {
                if (e.status() != 404 || i > 600) {
                    throw e;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000); // the task is on its way
            }
        }
    }

    /** The job at every bank once it is over everywhere. */
    public List<JsonNode> awaitEnd(String job) throws Exception {
        List<JsonNode> views = new ArrayList<>();
        for (TestBank bank : banks) {
            views.add(awaitState(bank, job, Set.of("finished", "refused", "cancelled", "failed")));
        }
        return views;
    }

    @Override
    public void close() {
        banks.forEach(TestBank::close);
    }
}
