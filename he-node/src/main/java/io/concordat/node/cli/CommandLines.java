package io.concordat.node.cli;

import io.concordat.node.client.NodeProblemException;
import io.concordat.node.config.BuildInfo;
import io.concordat.node.config.ConfigException;
import io.concordat.node.keys.KeyFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The whole command line, put together. */
public final class CommandLines {
    private CommandLines() {}

    @Command(
            name = "concordat",
            description = {
                "Banks detect fraud together; no transaction leaves its bank.",
                "Every command explains itself with --help."
            },
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}

    /**
     * The command line.
     *
     * @param starter starts nodes
     * @param drivers commands of their own that lead nodes from outside: the demonstration, the quality report
     * @param version what {@code --version} says
     */
    public static CommandLine of(NodeCommand.Starter starter, List<?> drivers, String version) {
        return of(starter, drivers, version, _ -> true);
    }

    /**
     * The same for one run. Only the command that the arguments name is put together in full; of the others there is what {@code --help}
     * shows, for putting them together takes longer than most commands.
     */
    public static CommandLine forArguments(
            NodeCommand.Starter starter, List<?> drivers, String version, String... arguments) {
        Optional<String> named = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst();
        return of(starter, drivers, version, name -> named.equals(Optional.of(name)));
    }

    private static CommandLine of(
            NodeCommand.Starter starter, List<?> drivers, String version, Predicate<String> wanted) {
        List<Object> commands = new ArrayList<>(List.of(
                new InitCommand(),
                new ConfigCommand(),
                new ApproverCommand(),
                new NodeCommand(),
                new DoctorCommand(BuildInfo.current().built()),
                new StatusCommand(),
                new TokenCommand(),
                new ConsortiumCommand(),
                new CertificateCommand(),
                new KeyCommand(),
                new DataSetCommand(),
                new JobCommand(),
                new ModelCommand(),
                new HistoryCommand(),
                new ScopeCommand()));
        commands.addAll(drivers);
        CommandLine root = new CommandLine(new Root());
        for (Object command : commands) {
            Command described = Objects.requireNonNull(command.getClass().getAnnotation(Command.class), "a command");
            String name = described.name();
            root.addSubcommand(name, wanted.test(name) ? inFull(command, starter) : inBrief(described));
        }
        withHelp(root, version);
        root.setExecutionExceptionHandler((failure, line, _) -> failed(failure, line));
        root.setExitCodeExceptionMapper(_ -> ExitCodes.USAGE);
        return root;
    }

    private static CommandLine inFull(Object command, NodeCommand.Starter starter) {
        CommandLine line = new CommandLine(command);
        return command instanceof NodeCommand
                ? line.addSubcommand(new NodeCommand.Start(starter))
                        .addSubcommand(new SealCommands.Seal())
                        .addSubcommand(new SealCommands.Unseal())
                        .addSubcommand(new RekeyCommand())
                : line;
    }

    private static CommandLine inBrief(Command described) {
        CommandSpec spec = CommandSpec.create().name(described.name());
        spec.usageMessage().description(described.description());
        return new CommandLine(spec);
    }

    private static void withHelp(CommandLine line, String version) {
        line.getCommandSpec().mixinStandardHelpOptions(true).version("concordat " + version);
        line.setUsageHelpWidth(100).setUsageHelpAutoWidth(true);
        line.getSubcommands().values().forEach(subcommand -> withHelp(subcommand, version));
    }

    private static int failed(Exception failure, CommandLine line) {
        int code =
                switch (failure) {
                    case ConfigException _, KeyFileException _ -> ExitCodes.CONFIGURATION;
                    case NodeProblemException e -> e.status() == 0 ? ExitCodes.UNAVAILABLE : ExitCodes.REFUSED;
                    case CommandRefusedException _ -> ExitCodes.REFUSED;
                    case IOException _ -> ExitCodes.STATE;
                    default -> ExitCodes.SOFTWARE;
                };
        String sentence = code == ExitCodes.SOFTWARE
                ? "An unexpected fault: " + failure + ". Please report it with what you did"
                : String.valueOf(failure.getMessage());
        line.getErr().println("concordat: " + sentence);
        line.getErr().flush();
        return code;
    }
}
