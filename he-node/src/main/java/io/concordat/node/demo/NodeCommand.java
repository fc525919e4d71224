package io.concordat.node.demo;

import io.concordat.node.client.Poll;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code concordat} command as an operating-system process, on the same Java and class path as this one. */
final class NodeCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** {@code concordat init} for one bank. */
    NodeProcess init(NodeSetup setup) throws IOException {
        return run(setup, "init.log", initArguments(setup));
    }

    static List<String> initArguments(NodeSetup setup) {
        List<String> arguments = new ArrayList<>(List.of(
                "init",
                "--dir",
                setup.directory().toString(),
                "--id",
                setup.id(),
                "--legal-name",
                "Demonstration Bank " + setup.number(),
                "--lei",
                setup.lei(),
                "--endpoint",
                "https://127.0.0.1:" + setup.ports().peer(),
                "--peer-host",
                "127.0.0.1",
                "--peer-port",
                Integer.toString(setup.ports().peer()),
                "--analyst-port",
                Integer.toString(setup.ports().analyst()),
                "--health-port",
                Integer.toString(setup.ports().health()),
                "--profile",
                "test",
                "--metrics-port",
                Integer.toString(setup.ports().metrics())));
        setup.approverFiles().forEach((name, file) -> {
            arguments.add("--approver");
            arguments.add(name + "=" + file);
        });
        return arguments;
    }

    /** {@code concordat node start} for one bank. */
    NodeProcess start(NodeSetup setup) throws IOException {
        return run(
                setup,
                "node.log",
                List.of(
                        "node",
                        "start",
                        "--config",
                        setup.directory().resolve("node.toml").toString()));
    }

    private static NodeProcess run(NodeSetup setup, String log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(arguments);
        return NodeProcess.start(command, setup.directory(), setup.directory().resolve(log));
    }

    private static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "io.concordat.node.Main");
    }

    /** A shell script that is this program. */
    static String launcher() {
        return "#!/bin/sh\nexec "
                + program().stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "))
                + " \"$@\"\n";
    }

    /** This program's class path, valid in any directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until the node answers that it is alive. */
    void awaitAnswer(NodeSetup setup, NodeProcess process) throws DemoException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + setup.ports().health() + "/livez"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (Poll.until(PATIENCE, () -> answers(http, question), up -> up || !process.isAlive())) {
                return;
            }
        }
        String what = process.isAlive()
                ? "does not answer after " + PATIENCE.toSeconds() + " s"
                : "ended with exit code " + process.exitCode();
        throw new DemoException(
                "The node of bank " + setup.number() + " " + what + ". Its last words:\n" + process.lastWords());
    }

    private static boolean answers(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
