package io.concordat.node.cli;

import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat node}: the long-running program. */
@Command(name = "node", description = "Runs a bank's node, or checks its configuration.")
public final class NodeCommand {

    /** Starts a node; the composition root implements it. */
    @FunctionalInterface
    public interface Starter {
        /** Starts; the node answers when this returns. */
        Running start(NodeConfig config) throws CannotStartException;
    }

    /** A node that was started. */
    @FunctionalInterface
    public interface Running {
        /** Stops it. */
        void stop();
    }

    /** A node did not start. */
    public static final class CannotStartException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int exitCode;

        /** The sentence for the operator and the exit code. */
        public CannotStartException(String sentence, int exitCode, Throwable cause) {
            super(sentence, cause);
            this.exitCode = exitCode;
        }
    }

    /** {@code concordat node start}: runs until the process is asked to end (SIGTERM, Ctrl-C). */
    @Command(
            name = "start",
            description = {
                "Runs the node.",
                "",
                "It runs until it is asked to end (SIGTERM or Ctrl-C) and logs JSON lines on standard output.",
                "Exit codes: 0 ended as asked, 69 a port is taken, 74 the database cannot be used,"
                        + " 78 the configuration or a key file cannot be used."
            })
    static final class Start implements Callable<Integer> {
        private final Starter starter;

        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's node.toml.")
        private Path config = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        Start(Starter starter) {
            this.starter = starter;
        }

        @Override
        public Integer call() throws ConfigException, InterruptedException {
            CountDownLatch ended = new CountDownLatch(1);
            Running node;
            try {
                node = starter.start(NodeConfig.read(config));
            } catch (CannotStartException e) {
                spec.commandLine().getErr().println("concordat: " + e.getMessage());
                spec.commandLine().getErr().flush();
                return e.exitCode;
            }
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        node.stop();
                        ended.countDown();
                    }));
            ended.await();
            return ExitCodes.OK;
        }
    }

    /** {@code concordat node check}: reads the configuration and says what it would do. */
    @Command(name = "check", description = "Reads the configuration and reports the first thing wrong in it.")
    static final class Check implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's node.toml.")
        private Path config = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws ConfigException {
            NodeConfig read = NodeConfig.read(config);
            var out = spec.commandLine().getOut();
            out.println("The configuration of " + read.member().id() + " can be read.");
            out.println("  peers    " + read.peer().host() + ":" + read.peer().port() + ", known to others as "
                    + read.peer().endpoint());
            out.println(
                    "  analysts " + read.analyst().host() + ":" + read.analyst().port()
                            + (read.analyst().tls().isPresent() ? " (HTTPS)" : " (HTTP, this machine only)"));
            out.println(
                    "  health   " + read.health().host() + ":" + read.health().port());
            out.flush();
            return ExitCodes.OK;
        }
    }
}
