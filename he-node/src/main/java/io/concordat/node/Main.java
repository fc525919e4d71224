package io.concordat.node;

import io.concordat.node.cli.CommandLines;
import io.concordat.node.cli.ExitCodes;
import io.concordat.node.cli.NodeCommand;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.demo.CardsDemoCommand;
import io.concordat.node.demo.DemoCommand;
import io.concordat.node.demo.DevCommand;
import io.concordat.node.demo.quality.QualityCommand;
import io.concordat.node.observe.LogSetup;
import io.concordat.node.upkeep.UpkeepCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The program {@code concordat}. */
public final class Main {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /**
     * Threads that carry virtual threads, at most. One whose virtual thread is inside SQLite (on the disk, or waiting for the write lock of
     * another process) carries no other meanwhile.
     */
    private static final String MOST_CARRIERS = "64";

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, MOST_CARRIERS); // read when the first virtual thread starts
        }
        List<Object> drivers = new ArrayList<>(UpkeepCommands.all());
        drivers.addAll(List.of(new DevCommand(), new DemoCommand(), new CardsDemoCommand(), new QualityCommand()));
        System.exit(CommandLines.forArguments(Main::start, drivers, Node.version(), args)
                .execute(args));
    }

    static NodeCommand.Running start(NodeConfig config) throws NodeCommand.CannotStartException {
        LogSetup.apply(config.log());
        try {
            return new Started(Node.start(config));
        } catch (NodeStartException e) {
            throw new NodeCommand.CannotStartException(e.getMessage(), exitCode(e.kind()), e);
        }
    }

    private record Started(Node node) implements NodeCommand.Running {
        @Override
        public void stop() {
            node.close();
        }

        @Override
        public void whenFailed(Consumer<String> told) {
            node.whenFailed(told);
        }
    }

    private static int exitCode(NodeStartException.Kind kind) {
        return switch (kind) {
            case CONFIGURATION -> ExitCodes.CONFIGURATION;
            case LISTENER -> ExitCodes.UNAVAILABLE;
            case STATE -> ExitCodes.STATE;
        };
    }
}
