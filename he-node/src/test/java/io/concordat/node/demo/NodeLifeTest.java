package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.TestConsortium;
import io.concordat.node.TestNode;
import io.concordat.node.TestNodes;
import io.concordat.node.client.NodeClient;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.testing.ArmedFailpoints;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.TestPorts;
import io.concordat.node.testing.ToyNode;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node as a process of its own with the options of the launcher: how soon it answers, how much memory it takes, that SIGTERM in the
 * middle of a job loses nothing, and that a crash leaves no memory on the disk.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NodeLifeTest {
    private static final int PROCESS = 2;

    private final MessageTrigger trigger = new MessageTrigger();
    private TestNodes banks;
    private NodeProcess process;
    private int analystPort;
    private int healthPort;
    private double secondsToAnswer;

    @BeforeAll
    void found(@TempDir Path directory) throws Exception {
        banks = TestNodes.start(3, directory, trigger);
        banks.found();
        banks.makeKey();
        banks.register(
                "cards",
                ToyRows.ofBanks(3, 200, "life").stream().map(ToyRows::csv).toList());
        banks.node(PROCESS).close();
        analystPort = TestPorts.free();
        healthPort = TestPorts.free();
        process = start("node.log", launcherOptions());
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.requestEnd();
            process.awaitEnd();
        }
        if (banks != null) {
            banks.close();
        }
    }

    /** The options of {@code node start} in the launcher script; what only the packaged runtime has is left out. */
    private static List<String> launcherOptions() throws IOException {
        String launcher = Files.readString(Path.of("../dist/src/concordat"));
        Matcher mode = Pattern.compile("\"node start\"\\) mode=\"([^\"]+)\"").matcher(launcher);
        assertThat(mode.find()).isTrue();
        List<String> options = new ArrayList<>(List.of(mode.group(1).split(" ")));
        Pattern.compile("-XX:[-+]\\w*(Dump|dump|FatalError|PerfData)\\w*")
                .matcher(launcher)
                .results()
                .forEach(option -> options.add(option.group()));
        return options.stream().distinct().toList();
    }

    private NodeProcess start(String log, List<String> options) throws Exception {
        return start(log, options, "io.concordat.node.Main");
    }

    private NodeProcess start(String log, List<String> options, String program) throws Exception {
        TestNode node = banks.node(PROCESS);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(), program));
        command.addAll(List.of("node", "start", "--config", node.configFile().toString()));
        command.addAll(List.of("--set", "analyst.port=" + analystPort, "--set", "health.port=" + healthPort));
        long begun = System.nanoTime();
        NodeProcess started =
                NodeProcess.start(command, node.directory(), node.directory().resolve(log));
        while (health("/livez") != 200) {
            assertThat(started.isAlive()).as(started.lastWords()).isTrue();
            Thread.sleep(50);
        }
        secondsToAnswer = (System.nanoTime() - begun) / 1e9;
        while (health("/readyz") != 200) {
            Thread.sleep(100);
        }
        return started;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private int health(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private NodeClient client() throws Exception {
        String token = Files.readString(banks.node(PROCESS).directory().resolve("keys/api-token"))
                .strip();
        return NodeClient.of(URI.create("http://127.0.0.1:" + analystPort), token);
    }

    private static long residentMebibytes(long pid) throws Exception {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
        assertThat(resident.find()).isTrue();
        return Long.parseLong(resident.group(1)) / 1024;
    }

    @Test
    @Order(1)
    void anIdleNodeTakesLessThan400Mebibytes() throws Exception {
        Thread.sleep(2_000);
        long resident = residentMebibytes(process.pid());
        System.out.printf("node process: answers after %.1f s, %d MiB resident when idle%n", secondsToAnswer, resident);
        assertThat(resident).isLessThan(400);
    }

    @Test
    @Order(2)
    void sigtermInTheMiddleOfAJobLosesNothing() throws Exception {
        // The others answer what the process reveals with their shares of that round.
        trigger.arm("bank-a", MessageType.SHARE, 2);
        String job = train(3);
        trigger.await();
        long begun = System.nanoTime();
        process.requestEnd(); // SIGTERM
        process.awaitEnd();
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(process.exitCode()).as(process.lastWords()).isIn(0, 143);
        assertThat(seconds).as("seconds to end").isLessThan(14); // after 15 it would have been killed
        assertThat(process.lastWords()).contains("\"event\":\"node-stopping\"");

        process = start("again.log", launcherOptions());
        try (NodeClient client = client()) {
            assertThat(TestConsortium.awaitState(client, job, Set.of("finished", "failed", "refused", "cancelled"))
                            .path("state")
                            .path("name")
                            .asText())
                    .isEqualTo("finished");
        }
    }

    /** A training of so many Newton rounds that all banks approved. */
    private String train(int rounds) throws Exception {
        try (NodeClient client = client()) {
            String job = banks.node(0)
                    .client()
                    .post("/api/v1/jobs", TestConsortium.training("cards").put("maxRounds", rounds))
                    .path("id")
                    .asText();
            for (TestNode node : banks.nodes().subList(0, PROCESS)) {
                TestConsortium.awaitState(node.client(), job, Set.of("approving"));
                node.approve(job);
            }
            TestConsortium.awaitState(client, job, Set.of("approving"));
            banks.node(PROCESS).approve(job, client);
            return job;
        }
    }

    /** A slice of {@code scripts/campaign chaos}: the release is in the ledger, and the process is gone before there is a share. */
    @Test
    @Order(3)
    void stoppedBetweenLedgerAndShareItGoesOnToTheTwinsModel() throws Exception {
        process.requestEnd();
        process.awaitEnd();
        List<String> armed = new ArrayList<>(launcherOptions());
        armed.add("-Dtoy.failpoint=" + Failpoint.LEDGER_AFTER_RELEASE.label() + " 2");
        process = start("failpoint.log", armed, ToyNode.class.getName());
        String job = train(2);
        Eventually.holds("the process stopped at the failpoint", Duration.ofMinutes(3), () -> !process.isAlive());
        assertThat(process.exitCode()).as(process.lastWords()).isEqualTo(ArmedFailpoints.EXIT_CODE);

        process = start("again.log", launcherOptions());

        List<ToyRows> rows = ToyRows.ofBanks(3, 200, "life");
        LogisticSettings settings =
                LogisticSettings.of(rows.getFirst().features()).withMaxRounds(2);
        LogisticModel twin = ((LogisticState.Finished) PlainRunner.run(new LogisticNewton(settings), rows)).model();
        try (NodeClient own = client()) {
            for (NodeClient client :
                    List.of(banks.node(0).client(), banks.node(1).client(), own)) {
                String model = TestConsortium.awaitState(
                                client, job, Set.of("finished", "failed", "refused", "cancelled"))
                        .path("result")
                        .path("model")
                        .asText();
                JsonNode found = client.get("/api/v1/models/" + model);
                assertThat(found.path("intercept").asDouble(Double.NaN)).isEqualTo(twin.intercept());
                for (int j = 0; j < twin.features().size(); j++) {
                    assertThat(found.path("coefficients")
                                    .path(twin.features().get(j))
                                    .asDouble(Double.NaN))
                            .isEqualTo(twin.coefficients().get(j));
                }
            }
        }
    }

    private List<String> crashFiles() throws IOException {
        try (Stream<Path> files = Files.walk(banks.node(PROCESS).directory())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("hs_err") || name.startsWith("core") || name.endsWith(".hprof"))
                    .toList();
        }
    }

    private void crash() throws Exception {
        Process kill = new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        Eventually.holds("the crashed process ended", () -> !process.isAlive());
    }

    /** A crash report has parts of the stack and of registers in it: keys and rows, perhaps. */
    @Test
    @Order(4)
    void aCrashLeavesNoMemoryOnTheDisk() throws Exception {
        crash();
        assertThat(crashFiles()).isEmpty();
        String token = Files.readString(banks.node(PROCESS).directory().resolve("keys/api-token"))
                .strip();
        assertThat(new String(
                        Files.readAllBytes(banks.node(PROCESS).directory().resolve("again.log")),
                        StandardCharsets.UTF_8))
                .doesNotContain(token)
                .doesNotContain("siginfo", "Top of Stack");
    }

    /** Without the launcher's options the same look finds the report: it can fail. */
    @Test
    @Order(5)
    void withoutTheOptionsOfTheLauncherTheSameLookFindsACrashReport() throws Exception {
        process = NodeProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        classPath(),
                        "io.concordat.node.Main",
                        "node",
                        "start",
                        "--config",
                        banks.node(PROCESS).configFile().toString()),
                banks.node(PROCESS).directory(),
                banks.node(PROCESS).directory().resolve("unsafe.log"));
        Eventually.holds(
                "the process has said something", () -> !process.lastWords().isEmpty());
        crash();
        assertThat(crashFiles()).anyMatch(name -> name.startsWith("hs_err"));
    }
}
