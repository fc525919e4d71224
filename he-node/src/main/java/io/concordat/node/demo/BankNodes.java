package io.concordat.node.demo;

import io.concordat.node.client.NodeClient;
import io.concordat.node.config.ConfigException;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SecretFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The node processes, one per bank, each in a directory of its own; closing ends them, and so does the end of this process. */
final class BankNodes implements AutoCloseable {
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration INIT_PATIENCE = Duration.ofMinutes(2);

    private final int count;
    private final DemoOutput output;
    private final Path directory;
    private final boolean temporary;
    private final NodeCommand command = new NodeCommand();
    private final List<NodeProcess> processes = new ArrayList<>();
    private final List<Bank> banks = new ArrayList<>();
    private final Thread atExit = new Thread(this::interrupted, "stop-nodes");
    private boolean kept;
    private boolean succeeded;

    /** @param given the directory for the nodes' directories; a temporary one if empty */
    BankNodes(int count, Optional<Path> given, DemoOutput output) throws DemoException {
        this.count = count;
        this.output = output;
        this.directory = directoryFor(given);
        this.temporary = given.isEmpty();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private static Path directoryFor(Optional<Path> wanted) throws DemoException {
        try {
            if (wanted.isEmpty()) {
                return Files.createTempDirectory("concordat-demo-");
            }
            return Files.createDirectories(wanted.get()).toAbsolutePath();
        } catch (IOException e) {
            throw new DemoException("No directory for the nodes can be made: " + e.getMessage(), e);
        }
    }

    /** Makes every bank's directory, starts its node and waits until it answers. */
    List<Bank> start() throws DemoException, InterruptedException {
        output.step("Nodes: " + count + " processes on loopback, each with its own directory, keys and database");
        try {
            if (!NodeSetups.isEmpty(directory)) {
                throw new DemoException("The directory " + directory + " is not empty; the demo starts from nothing.");
            }
            List<NodeSetup> setups = NodeSetups.make(directory, count);
            output.command("init --dir bank-1 --id bank-1 --endpoint https://… --approver anna=anna.pem.pub …");
            output.command("node start --config bank-1/node.toml");
            for (NodeSetup setup : setups) {
                track(command.init(setup));
            }
            for (int i = 0; i < setups.size(); i++) {
                requireSuccess(setups.get(i), processes.get(i));
            }
            processes.clear();
            return start(setups);
        } catch (IOException | KeyFileException e) {
            throw new DemoException("The nodes cannot be started: " + e.getMessage(), e);
        }
    }

    /** Starts the nodes that are in the directory already. */
    List<Bank> restart() throws DemoException, InterruptedException {
        output.step("Nodes: those of " + directory);
        try {
            return start(NodeSetups.read(directory));
        } catch (IOException | KeyFileException | ConfigException e) {
            throw new DemoException("The nodes of " + directory + " cannot be started: " + e.getMessage(), e);
        }
    }

    private List<Bank> start(List<NodeSetup> setups)
            throws DemoException, InterruptedException, IOException, KeyFileException {
        for (NodeSetup setup : setups) {
            track(command.start(setup));
        }
        for (int i = 0; i < setups.size(); i++) {
            banks.add(bank(setups.get(i), processes.get(i)));
        }
        output.say("The driver holds two test approvers' keys for each bank; in real life two people hold them.");
        return List.copyOf(banks);
    }

    private synchronized void track(NodeProcess process) {
        processes.add(process);
    }

    private static void requireSuccess(NodeSetup setup, NodeProcess process) throws DemoException {
        process.awaitEnd(INIT_PATIENCE);
        if (process.exitCode() != 0) {
            throw new DemoException("Bank " + setup.number() + "'s directory cannot be made:\n" + process.lastWords());
        }
    }

    private Bank bank(NodeSetup setup, NodeProcess process)
            throws DemoException, InterruptedException, KeyFileException {
        command.awaitAnswer(setup, process);
        String token = new String(
                        SecretFiles.read(setup.directory().resolve("keys/api-token")), StandardCharsets.US_ASCII)
                .strip();
        URI api = URI.create("http://127.0.0.1:" + setup.ports().analyst());
        output.say(setup.id() + "  process " + process.pid() + "  API " + api + "  " + setup.directory());
        return new Bank(setup.number(), setup.id(), setup.directory(), NodeClient.of(api, token), setup.approvers());
    }

    /** What the operating system says of a node's process; for benchmarks. */
    List<Long> processIds() {
        return processes.stream().map(NodeProcess::pid).toList();
    }

    /** Returns with an exception when a node ends that nobody asked to end. */
    void awaitEndOfOne() throws DemoException, InterruptedException {
        while (processes.stream().allMatch(NodeProcess::isAlive)) {
            Thread.sleep(WATCH);
        }
        throw new DemoException("A node has ended by itself.");
    }

    /** The run was good: nothing needs to be looked into. */
    void succeeded() {
        succeeded = true;
    }

    /** Leaves the nodes running and says how to reach and stop them. */
    void keep() {
        kept = true;
        output.step("The nodes stay up");
        for (Bank bank : banks) {
            output.say(bank.id() + "  " + bank.client().base() + "/api/v1  token in "
                    + bank.directory().resolve("keys/api-token"));
        }
        output.say("Stop them:   kill "
                + processes.stream()
                        .map(process -> Long.toString(process.pid()))
                        .collect(Collectors.joining(" ")));
        output.say("Then remove: " + directory);
    }

    /** What a failed run's nodes said last, for the person who looks into it. */
    void explain() {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                output.say("The node of bank " + (i + 1) + " has ended. Its last words:");
                output.say(processes.get(i).lastWords());
            }
        }
        output.say("What the nodes wrote is in " + directory + ".");
    }

    @Override
    public void close() throws DemoException {
        banks.forEach(bank -> bank.client().close());
        if (!kept) {
            stop();
            if (succeeded) {
                deleteDirectory();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is at work.
        }
    }

    private void interrupted() {
        if (!kept) {
            System.err.println("\nStopping the nodes.");
            stop();
            if (temporary) {
                try {
                    deleteDirectory();
                } catch (DemoException e) {
                    System.err.println(e.sentence());
                }
            }
        }
    }

    private synchronized void stop() {
        processes.forEach(NodeProcess::requestEnd);
        processes.forEach(NodeProcess::awaitEnd);
    }

    private void deleteDirectory() throws DemoException {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new DemoException("The directory " + directory + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
