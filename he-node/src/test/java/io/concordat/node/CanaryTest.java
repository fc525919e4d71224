package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.node.cli.CommandRun;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyVault;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.Seals;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.keys.UnsealShare;
import io.concordat.node.observe.OperatorLog;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.Canaries;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.ToyRows;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * T47: secrets, rows and scores go through training, evaluation, scoring, sealing and every refusal of whole nodes at the lowest log
 * level, and are found in no log line, metric, trace, health answer, problem, audit line or output of a command. The same search finds a
 * node that leaks one of them. What goes to the other banks is searched by {@link LeakTest}.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CanaryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RandomSource RANDOM = RandomSource.of(new SecureRandom());
    private static final int SHORTEST = 8;
    private static final String ACCOUNT = "DE89370400440532013000";
    private static final String NUMBER = "4407.19283746551";
    private static final String WRONG_TOKEN = "canary-token-that-nobody-made-0123456789";
    private static final String WRONG_PASSPHRASE = "canary passphrase of six words here";

    private final List<ToyRows> rows = ToyRows.ofBanks(3, 200, "canaries of a node");
    private final Canaries canaries = new Canaries(SHORTEST);
    private final Map<String, byte[]> outputs = new LinkedHashMap<>();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final HttpClient http = HttpClient.newHttpClient();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final ByteArrayOutputStream traces = new ByteArrayOutputStream();
    private Optional<HttpServer> collector = Optional.empty();
    private TestNodes banks;

    @BeforeAll
    void runEveryPath(@TempDir Path directory) throws Exception {
        logEverything();
        banks = TestNodes.start(
                List.of(traced(directory), create("bank-b", directory), create("bank-c", directory)),
                EnvelopeTap.none());
        plantRowsAndFiles();
        banks.found();
        banks.makeKey();
        plantKeyShares();
        banks.register("cards", rows.stream().map(ToyRows::csv).toList());
        String training = banks.run(TestConsortium.training("cards").put("maxRounds", 2));
        String model =
                banks.awaitEnd(training).getFirst().path("result").path("model").asText();
        String evaluation = banks.run(TestConsortium.evaluation("cards", model));
        banks.awaitEnd(evaluation);
        scores(model);
        refusals(model);
        sealed();
        observed();
        commands();
        printed();
        Eventually.holds(
                "spans of rounds arrived", () -> new String(spans(), StandardCharsets.ISO_8859_1).contains("round"));
        outputs.put("traces", spans());
    }

    private static TestNode create(String id, Path directory) throws Exception {
        return TestNode.create(id, directory);
    }

    /** A node that sends its spans to a collector of this test. */
    private TestNode traced(Path directory) throws Exception {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        listening.createContext("/v1/traces", exchange -> {
            synchronized (traces) {
                traces.write(exchange.getRequestBody().readAllBytes());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        listening.start();
        collector = Optional.of(listening);
        TestNode node = create("bank-a", directory);
        String address = "http://127.0.0.1:" + listening.getAddress().getPort() + "/v1/traces";
        String config = Files.readString(node.configFile());
        Files.writeString(
                node.configFile(), config.replaceFirst("# otlp-endpoint = .*", "otlp-endpoint = \"" + address + "\""));
        return node;
    }

    private byte[] spans() {
        synchronized (traces) {
            return traces.toByteArray();
        }
    }

    @AfterAll
    void stop() {
        ((Logger) LoggerFactory.getLogger("io.concordat")).detachAppender(appender);
        ((Logger) LoggerFactory.getLogger("concordat")).detachAppender(appender);
        ((Logger) LoggerFactory.getLogger("io.concordat")).setLevel(null);
        ((Logger) LoggerFactory.getLogger("concordat")).setLevel(null);
        http.close();
        collector.ifPresent(listening -> listening.stop(0));
        if (banks != null) {
            banks.close();
        }
    }

    /** As a node logs, but everything. */
    private void logEverything() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        for (String name : List.of("io.concordat", "concordat")) {
            Logger logger = context.getLogger(name);
            logger.setLevel(Level.TRACE);
            logger.addAppender(appender);
        }
    }

    private void plantRowsAndFiles() throws Exception {
        for (ToyRows bank : rows) {
            for (double[] row : bank.rows().subList(0, 40)) {
                canaries.plantReal("distance of a row", row[2]);
            }
        }
        canaries.plantText("account in a file", ACCOUNT);
        canaries.plantText("number in a request or file", NUMBER);
        canaries.plantText("token of a stranger", WRONG_TOKEN);
        canaries.plantText("passphrase that was given", WRONG_PASSPHRASE);
        for (TestNode node : banks.nodes()) {
            Path keys = node.directory().resolve("keys");
            canaries.plantText(
                    "API token", Files.readString(keys.resolve("api-token")).strip());
            canaries.plantBytes("root key", Files.readAllBytes(keys.resolve("share.key")));
            canaries.plantBytes("seed of the identity", lastOfPem(keys.resolve("identity.pem"), 32));
            canaries.plantBytes("TLS key", Arrays.copyOfRange(lastOfPem(keys.resolve("tls-key.pem"), 110), 0, 32));
            canaries.plantBytes("key of an approver", lastOfPem(node.key("anna"), 32));
        }
    }

    private static byte[] lastOfPem(Path file, int bytes) throws Exception {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] der = Base64.getDecoder().decode(text);
        return Arrays.copyOfRange(der, Math.max(0, der.length - bytes), der.length);
    }

    /** The sealed secrets of each key: share, pairwise secrets, node secret; in slices of 24 bytes. */
    private void plantKeyShares() throws Exception {
        for (TestNode node : banks.nodes()) {
            RootKey root = RootKey.read(node.config().keys().shareKeyFile());
            KeyVault vault = Seals.vault(node.config().keys(), Optional.empty(), root, RANDOM);
            assertThat(vault.names()).isNotEmpty();
            for (String name : vault.names()) {
                byte[] secret = vault.open(name).bytes(SecretAccess.insecure());
                for (int at = 32; at + 24 <= secret.length; at += 24) {
                    canaries.plantBytes("sealed secret " + name, Arrays.copyOfRange(secret, at, at + 24));
                }
            }
        }
    }

    /** Scores are for whoever asks; nobody else may see them or the transactions. */
    private void scores(String model) throws Exception {
        for (double[] row : rows.getFirst().rows().subList(0, 10)) {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("transactions")
                    .addObject()
                    .put("amount", row[0])
                    .put("hour", row[1])
                    .put("distance", row[2]);
            JsonNode score = banks.node(0)
                    .client()
                    .post("/api/v1/models/" + model + "/score", body)
                    .path("scores")
                    .path(0);
            canaries.plantReal("probability", score.path("probability").asDouble());
            canaries.plantReal("logit", score.path("logit").asDouble());
        }
    }

    private void refusals(String model) throws Exception {
        ask("wrong token", banks.node(0), "GET", "/api/v1/jobs", "", WRONG_TOKEN);
        String score = "/api/v1/models/" + model + "/score";
        ask("score of text", "POST", score, transaction("\"" + ACCOUNT + "\""));
        ask("score of too much", "POST", score, transaction(NUMBER + "e999"));
        ask("score with an unknown field", "POST", score, transaction(NUMBER + ",\"other\":" + NUMBER));
        ask("not JSON", "POST", score, "{\"transactions\": [" + ACCOUNT + " " + NUMBER);
        ask("twice", "POST", score, transaction(NUMBER + ",\"amount\":" + NUMBER));
        ask("JSON of another type", "POST", "/api/v1/jobs", "{\"function\": " + NUMBER + "}");
        ask("signature of a stranger", "POST", "/api/v1/jobs/none/approvals", "{\"signature\":\"" + ACCOUNT + "\"}");
        int file = 0;
        for (String line : List.of(
                ACCOUNT + ",3,40.5,1",
                NUMBER + "," + ACCOUNT + ",1,0",
                NUMBER + ",3," + NUMBER + ",2",
                NUMBER + ",3,nan,1",
                NUMBER + ",3",
                NUMBER + ",\"3,40,1",
                NUMBER + ",,1,1",
                NUMBER + ",inf,1," + ACCOUNT)) {
            String name = "bad" + file++;
            Files.writeString(
                    banks.node(0).data().resolve(name + ".csv"), "amount,hour,distance,fraud\n1,2,3,0\n" + line + "\n");
            ask(
                    "data set " + name,
                    "POST",
                    "/api/v1/data-sets",
                    TestNodes.dataSet(name).toString());
        }
        Files.writeString(banks.node(0).data().resolve("header.csv"), ACCOUNT + ",fraud\n" + NUMBER + ",1\n");
        ask(
                "data set without rows",
                "POST",
                "/api/v1/data-sets",
                TestNodes.dataSet("nothing").toString());
    }

    private static String transaction(String amount) {
        return "{\"transactions\":[{\"hour\":1,\"distance\":2,\"amount\":" + amount + "}]}";
    }

    private void sealed() throws Exception {
        ask("sealing", "POST", "/api/v1/seal", "{}");
        ask("wrong passphrase", "POST", "/api/v1/unseal", "{\"passphrase\":\"" + WRONG_PASSPHRASE + "\"}");
        UnsealShare share =
                Seals.shares(RootKey.generate(RANDOM), RANDOM).shares().getFirst();
        canaries.plantText("unseal share", share.text().split(":", -1)[3]);
        ask("wrong share", "POST", "/api/v1/unseal", "{\"share\":\"" + share.text() + "\"}");
        ask(
                "garbled share",
                "POST",
                "/api/v1/unseal",
                "{\"share\":\"" + share.text().replace(":1:", ":2:") + "\"}");
        ask(
                "both",
                "POST",
                "/api/v1/unseal",
                "{\"passphrase\":\"" + WRONG_PASSPHRASE + "\",\"share\":\"" + share.text() + "\"}");
        keep("the share as a record", share.toString());
        ask("while sealed", "GET", "/api/v1/jobs", "");
        ask("unsealing", "POST", "/api/v1/unseal", "{}");
    }

    private void observed() throws Exception {
        for (TestNode node : banks.nodes()) {
            ask("metrics", "http://127.0.0.1:" + node.node().metricsPort() + "/metrics");
            ask("health", "http://127.0.0.1:" + node.node().healthPort() + "/healthz?verbose");
            ask("readiness", "http://127.0.0.1:" + node.node().healthPort() + "/readyz");
            keep(
                    "audit log of " + node.id(),
                    Files.readString(node.config().store().audit().file()));
        }
    }

    private void commands() throws Exception {
        TestNode node = banks.node(0);
        String config = node.configFile().toString();
        String port = "analyst.port=" + node.node().analystPort();
        command("config", "show", "--config", config);
        command("config", "check", "--config", config);
        command("doctor", "--config", config, "--set", port);
        List<String> status = new ArrayList<>(List.of("status"));
        status.addAll(node.api());
        command(status.toArray(String[]::new));
        refusedStart("keys.share-key-file", "keys/api-token");
        refusedStart("keys.identity-file", "keys/tls-key.pem");
        refusedStart("seal.file", "keys/identity.pem");
    }

    private void refusedStart(String setting, String file) throws Exception {
        NodeConfig wrong =
                NodeConfig.read(banks.node(0).configFile(), new ConfigSources(Map.of(setting, file), Map.of()));
        NodeStartException refusal = catchThrowableOfType(NodeStartException.class, () -> Node.start(wrong));
        keep("start with " + setting, refusal + " " + refusal.getCause());
    }

    private void printed() throws Exception {
        Path keys = banks.node(0).directory().resolve("keys");
        keep("configuration", banks.node(0).config().toString());
        keep(
                "TLS identity",
                TlsIdentity.read(keys.resolve("tls-certificate.pem"), keys.resolve("tls-key.pem"))
                        .toString());
        keep("root key", RootKey.read(keys.resolve("share.key")).toString());
    }

    private void ask(String what, String method, String path, String body) throws Exception {
        String token = Files.readString(banks.node(0).directory().resolve("keys/api-token"))
                .strip();
        ask(what, banks.node(0), method, path, body, token);
    }

    private void ask(String what, TestNode node, String method, String path, String body, String token)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.client().base().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        keep(what, answer.headers().map() + " " + answer.body());
    }

    private void ask(String what, String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        keep(
                what + " " + address,
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void command(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        keep("command " + String.join(" ", arguments), run.out() + run.err());
    }

    private void keep(String what, String text) {
        byte[] before = outputs.put(what, text.getBytes(StandardCharsets.UTF_8));
        assertThat(before).as("two outputs called %s", what).isNull();
    }

    @Test
    @Order(1)
    void noSecretRowOrScoreIsInAnyOutput() {
        assertThat(canaries.count()).isGreaterThan(2_000);
        assertThat(outputs).hasSizeGreaterThan(35);
        assertThat(logged.size()).isGreaterThan(2_000);
        outputs.forEach((what, bytes) -> assertThat(canaries.find(bytes))
                .as("%s: %s", what, new String(bytes, StandardCharsets.UTF_8))
                .isEmpty());
        assertThat(canaries.find(logged.toByteArray())).as("the log").isEmpty();
    }

    /** What must refuse did refuse: a path that ends early would show nothing and prove nothing. */
    @Test
    @Order(2)
    void everyRefusalCameAsAProblem() {
        outputs.forEach((what, bytes) -> {
            if (what.startsWith("score of") || what.startsWith("wrong") || what.startsWith("data set bad")) {
                assertThat(new String(bytes, StandardCharsets.UTF_8)).as(what).contains("urn:concordat:problem:");
            }
        });
    }

    /** A reason with a value from a row, as somebody could write it tomorrow, in the log and in a metric's label. */
    @Test
    @Order(3)
    void theSameSearchFindsANodeThatLeaks() throws Exception {
        double distance = rows.getFirst().rows().getFirst()[2];
        int before = logged.size();
        new OperatorLog().ceremonyFailed("none", "the row with distance " + distance + " is odd");
        byte[] line = Arrays.copyOfRange(logged.toByteArray(), before, logged.size());
        assertThat(canaries.find(line))
                .hasValueSatisfying(found -> assertThat(found).contains("distance of a row"));

        String token = Files.readString(banks.node(1).directory().resolve("keys/api-token"))
                .strip();
        var metrics = new io.concordat.node.observe.Metrics("1");
        metrics.gauge("concordat_clients", "leaks", "client", () -> Map.of(token, 1.0));
        assertThat(canaries.find(metrics.scrape())).contains("API token as text");

        byte[] key = Files.readAllBytes(banks.node(2).directory().resolve("keys/share.key"));
        assertThat(canaries.find(
                        ("dump: " + Base64.getEncoder().encodeToString(key)).getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(found -> assertThat(found).startsWith("root key"));
    }
}
