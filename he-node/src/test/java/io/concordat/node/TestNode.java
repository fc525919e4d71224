package io.concordat.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.node.cli.CommandLines;
import io.concordat.node.cli.NodeCommand;
import io.concordat.node.client.NodeClient;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.demo.DemoCommand;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.testing.TestPorts;
import io.concordat.node.upkeep.UpkeepCommands;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One bank's whole {@link Node} in this JVM, in the directory that {@code concordat init} makes. */
public final class TestNode implements AutoCloseable {

    private static final List<String> PEOPLE = List.of("anna", "bela");

    private final String id;
    private final Path directory;
    private Optional<Node> running = Optional.empty();
    private Optional<NodeClient> client = Optional.empty();

    private TestNode(String id, Path directory) {
        this.id = id;
        this.directory = directory;
    }

    /** Makes the directory of a bank below another, with the command line's own commands and free ports. */
    public static TestNode create(String id, Path below, String... more) throws Exception {
        TestNode node = new TestNode(id, below.resolve(id));
        Files.createDirectories(node.key("anna").getParent());
        for (String person : PEOPLE) {
            run("approver", "new", "--out", node.key(person).toString()).succeeded();
        }
        int peerPort = TestPorts.free();
        String lei = (id.toUpperCase(Locale.ROOT).replace("-", "") + "000000000000000000").substring(0, 18);
        List<String> init = new ArrayList<>(List.of("init", "--dir", node.directory.toString(), "--id", id));
        init.addAll(List.of(
                "--legal-name", "Test " + id, "--lei", Lei.withCheckDigits(lei).value()));
        init.addAll(List.of("--endpoint", "https://127.0.0.1:" + peerPort, "--peer-host", "127.0.0.1"));
        init.addAll(List.of("--peer-port", Integer.toString(peerPort), "--analyst-port", "0", "--health-port", "0"));
        init.addAll(List.of("--metrics-port", "0", "--profile", "test"));
        for (String person : PEOPLE) {
            init.addAll(List.of("--approver", person + "=" + node.key(person) + ".pub"));
        }
        init.addAll(List.of(more));
        run(init.toArray(String[]::new)).succeeded();
        return node;
    }

    /** A second copy of this node in another directory, which listens elsewhere. */
    public TestNode copy(Path to) throws Exception {
        try (var files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        TestNode copy = new TestNode(id, to);
        String toml = Files.readString(copy.configFile());
        Files.writeString(
                copy.configFile(), toml.replace("port = " + config().peer().port(), "port = " + TestPorts.free()));
        return copy;
    }

    /** What one command of the program printed, and its exit code. */
    public record Ran(int exitCode, String out, String err) {
        Ran succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("Exit code " + exitCode + ": " + err);
            }
            return this;
        }
    }

    /** Runs one command of {@code concordat} in this JVM; {@code node start} ends at once after a good start. */
    public static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLines.of(TestNode::startAndStop, drivers(), "test")
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    private static List<Object> drivers() {
        List<Object> drivers = new ArrayList<>(UpkeepCommands.all());
        drivers.add(new DemoCommand());
        return drivers;
    }

    private static NodeCommand.Running startAndStop(NodeConfig config) throws NodeCommand.CannotStartException {
        Main.start(config).stop();
        Thread.currentThread().interrupt(); // the command then has nothing to wait for
        return () -> {};
    }

    /** Starts the node; it can be started again after {@link #close}. */
    public void start(NodeSeams seams) throws Exception {
        Node node = Node.start(config(), seams);
        running = Optional.of(node);
        String token = Files.readString(directory.resolve("keys/api-token")).strip();
        client = Optional.of(NodeClient.of(URI.create("http://127.0.0.1:" + node.analystPort()), token));
    }

    public NodeConfig config() throws Exception {
        return NodeConfig.read(configFile());
    }

    public Path configFile() {
        return directory.resolve("node.toml");
    }

    public Path directory() {
        return directory;
    }

    public Path data() {
        return directory.resolve("data");
    }

    public String id() {
        return id;
    }

    public Node node() {
        return running.orElseThrow(() -> new IllegalStateException(id + " does not run"));
    }

    /** The bank's own API. */
    public NodeClient client() {
        return client.orElseThrow(() -> new IllegalStateException(id + " does not run"));
    }

    /** The options that lead the command line to this node. */
    public List<String> api() {
        return List.of(
                "--node",
                client().base().toString(),
                "--token-file",
                directory.resolve("keys/api-token").toString());
    }

    /** The private key file of one of this bank's approvers. */
    public Path key(String person) {
        return directory.resolveSibling("people-of-" + id).resolve(person + ".pem");
    }

    /** Lets both approvers sign the task of a job over the API. */
    public void approve(String job) throws Exception {
        approve(job, client());
    }

    /** The same where the node is not in this JVM. */
    public void approve(String job, NodeClient client) throws Exception {
        Digest task = Digest.ofHex(
                client.get("/api/v1/jobs/" + job + "/task").path("taskHash").asText());
        for (String person : PEOPLE) {
            Approval approval = Approval.sign(
                    MemberId.of(id), task, SigningKey.read(key(person)).signer());
            var body = new ObjectMapper().createObjectNode().put("approver", person);
            body.put(
                    "signature",
                    Base64.getEncoder().encodeToString(approval.signature().toByteArray()));
            client.post("/api/v1/jobs/" + job + "/approvals", body);
        }
    }

    @Override
    public void close() {
        client.ifPresent(NodeClient::close);
        client = Optional.empty();
        running.ifPresent(Node::close);
        running = Optional.empty();
    }
}
