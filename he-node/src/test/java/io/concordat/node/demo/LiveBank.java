package io.concordat.node.demo;

import io.concordat.node.client.NodeClient;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.testing.ToyNode;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One bank's node as a process of its own that a campaign kills and starts again; each life has a log file of its own. */
final class LiveBank {
    /** What the distribution's launcher starts a node with, as far as any Java has it. */
    static final List<String> AS_THE_LAUNCHER = List.of(
            "-XX:+UseG1GC",
            "-XX:G1PeriodicGCInterval=300000",
            "-XX:MaxRAMPercentage=50",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:-UsePerfData");

    private final NodeSetup setup;
    private final List<String> javaOptions;
    private volatile Optional<NodeProcess> process = Optional.empty();
    private Optional<Bank> bank = Optional.empty();
    private volatile long began;
    private final AtomicInteger lives = new AtomicInteger();
    private Optional<String> onlyNext = Optional.empty();
    private int errorsSeen;

    LiveBank(NodeSetup setup, List<String> javaOptions) {
        this.setup = setup;
        this.javaOptions = List.copyOf(javaOptions);
    }

    /** The next start, and no other, has this option for Java. */
    synchronized void nextStart(String option) {
        onlyNext = Optional.of(option);
    }

    /** Starts the node; it is not ready when this returns. */
    synchronized void start() throws IOException {
        lives.incrementAndGet();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        onlyNext.ifPresent(command::add);
        onlyNext = Optional.empty();
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classPath(), ToyNode.class.getName()));
        command.addAll(List.of(
                "node", "start", "--config", directory().resolve("node.toml").toString()));
        began = System.nanoTime();
        process = Optional.of(NodeProcess.start(command, directory(), log()));
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * How long a node took from the start of its process until it was ready.
     *
     * @param seconds by the clock on the wall
     * @param processor what all its threads together ran
     * @param delayed what all its threads together could have run but the machine had no processor for them; next to nothing on a machine
     *     without other work
     */
    record Ready(double seconds, double processor, double delayed) {
        /** Not in time. */
        static final Ready NEVER = new Ready(Double.POSITIVE_INFINITY, 0, 0);

        /** Whether it took longer than this for another reason than that the machine was busy. */
        boolean isLate(double limit) {
            return seconds - delayed > limit;
        }
    }

    /** Waits until the node is ready, but not longer than this and not for a process that ended. */
    Ready awaitReady(double limitSeconds) throws InterruptedException {
        while (true) {
            boolean ready = probe("/readyz") == 200;
            double seconds = (System.nanoTime() - began) / 1e9;
            if (ready) {
                return ready(seconds);
            }
            if (seconds > limitSeconds || !isAlive()) {
                return Ready.NEVER;
            }
            Thread.sleep(20);
        }
    }

    /** Linux' {@code schedstat} of each thread: nanoseconds on a processor, nanoseconds waiting for one. */
    private Ready ready(double seconds) {
        long ran = 0;
        long waited = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String[] times = Files.readString(thread.resolve("schedstat")).split(" ", -1);
                ran += Long.parseLong(times[0]);
                waited += Long.parseLong(times[1]);
            }
        } catch (IOException e) {
            return new Ready(seconds, 0, 0); // a thread has ended, or this is no Linux: nothing is forgiven
        }
        return new Ready(seconds, ran / 1e9, waited / 1e9);
    }

    /** The status of the health listener's answer, 0 if there is none. */
    int probe(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + setup.ports().health() + path)
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return 0;
        }
    }

    /** SIGKILL, and waits for the end. */
    void kill() throws InterruptedException {
        NodeProcess running = process.orElseThrow();
        ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
        while (running.isAlive()) {
            Thread.sleep(5);
        }
    }

    /** SIGTERM. */
    void stop() {
        process.ifPresent(NodeProcess::requestEnd);
        process.ifPresent(NodeProcess::awaitEnd);
    }

    boolean isAlive() {
        return process.map(NodeProcess::isAlive).orElse(false);
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.orElseThrow().exitCode();
    }

    long pid() {
        return process.orElseThrow().pid();
    }

    /** How often it was started. */
    int lives() {
        return lives.get();
    }

    NodeSetup setup() {
        return setup;
    }

    Path directory() {
        return setup.directory();
    }

    String lastWords() {
        return process.map(NodeProcess::lastWords).orElse("");
    }

    /** The bank as its own people see it. The API's client lives as long as this. */
    Bank bank() throws IOException {
        if (bank.isEmpty()) {
            String token = Files.readString(directory().resolve("keys/api-token"), StandardCharsets.US_ASCII)
                    .strip();
            URI api = URI.create("http://127.0.0.1:" + setup.ports().analyst());
            bank = Optional.of(
                    new Bank(setup.number(), setup.id(), directory(), NodeClient.of(api, token), setup.approvers()));
        }
        return bank.get();
    }

    /** The log of the present life. */
    Path log() {
        return log(lives.get());
    }

    private Path log(int life) {
        return directory().resolve("node-" + life + ".log");
    }

    /** Lines of all lives that the node logged as errors, and what it wrote that is no log line at all. */
    List<String> errors() throws IOException {
        List<String> errors = new ArrayList<>();
        for (int life = 1; life <= lives.get(); life++) {
            try (Stream<String> lines = Files.lines(log(life), StandardCharsets.UTF_8)) {
                lines.filter(line -> line.contains("\"level\":\"ERROR\"") || line.startsWith("Exception"))
                        .forEach(errors::add);
            }
        }
        return errors;
    }

    /** Those that were not told before. */
    synchronized List<String> newErrors() throws IOException {
        List<String> all = errors();
        List<String> news = all.subList(errorsSeen, all.size());
        errorsSeen = all.size();
        return news;
    }

    /** Bytes of the database with its write-ahead log, and of the audit log's second place. */
    record Sizes(long database, long audit) {}

    Sizes sizes() throws Exception {
        NodeConfig config = NodeConfig.read(directory().resolve("node.toml"));
        Path database = config.store().file();
        return new Sizes(
                size(database) + size(database.resolveSibling(database.getFileName() + "-wal")),
                size(config.store().audit().file()));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
