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

/** The program {@code concordat}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] args) {
        List<Object> drivers = new ArrayList<>(UpkeepCommands.all());
        drivers.addAll(List.of(new DevCommand(), new DemoCommand(), new CardsDemoCommand(), new QualityCommand()));
        System.exit(CommandLines.forArguments(Main::start, drivers, Node.version(), args)
                .execute(args));
    }

    static NodeCommand.Running start(NodeConfig config) throws NodeCommand.CannotStartException {
        LogSetup.apply(config.log());
        try {
            Node node = Node.start(config);
            return node::close;
        } catch (NodeStartException e) {
            throw new NodeCommand.CannotStartException(e.getMessage(), exitCode(e.kind()), e);
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
