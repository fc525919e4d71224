package io.concordat.node.cli;

import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code concordat node}: the long-running program. */
@Command(name = "node", description = "Runs a bank's node, seals and unseals it.")
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

        /** Names who is told, once, if it cannot go on and why. */
        default void whenFailed(Consumer<String> told) {
            // this one always can
        }
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
                "In production it starts sealed: 'concordat node unseal' lets it take part.",
                "It runs until it is asked to end (SIGTERM or Ctrl-C) and logs JSON lines on standard output.",
                "Exit codes: 0 ended as asked, 69 a port is taken, 74 the database cannot be used or was lost,"
                        + " 78 the configuration or a key file cannot be used."
            })
    static final class Start implements Callable<Integer> {
        private final Starter starter;

        @Mixin
        private ConfigOptions config = new ConfigOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        Start(Starter starter) {
            this.starter = starter;
        }

        @Override
        public Integer call() throws ConfigException, InterruptedException {
            CountDownLatch ended = new CountDownLatch(1);
            AtomicInteger exitCode = new AtomicInteger(ExitCodes.OK);
            Running node;
            try {
                node = starter.start(config.read());
            } catch (CannotStartException e) {
                complain(String.valueOf(e.getMessage()));
                return e.exitCode;
            }
            node.whenFailed(why -> {
                complain(why);
                exitCode.set(ExitCodes.STATE);
                ended.countDown();
            });
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        node.stop();
                        ended.countDown();
                    }));
            ended.await();
            return exitCode.get();
        }

        private void complain(String sentence) {
            spec.commandLine().getErr().println("concordat: " + sentence);
            spec.commandLine().getErr().flush();
        }
    }
}
