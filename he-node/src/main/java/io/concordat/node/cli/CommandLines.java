package io.concordat.node.cli;

import io.concordat.node.client.NodeProblemException;
import io.concordat.node.config.BuildInfo;
import io.concordat.node.config.ConfigException;
import io.concordat.node.keys.KeyFileException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
        CommandLine node = new CommandLine(new NodeCommand())
                .addSubcommand(new NodeCommand.Start(starter))
                .addSubcommand(new SealCommands.Seal())
                .addSubcommand(new SealCommands.Unseal())
                .addSubcommand(new RekeyCommand());
        CommandLine root = new CommandLine(new Root())
                .addSubcommand(new InitCommand())
                .addSubcommand(new ConfigCommand())
                .addSubcommand(new ApproverCommand())
                .addSubcommand("node", node)
                .addSubcommand(new DoctorCommand(BuildInfo.current().built()))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new TokenCommand())
                .addSubcommand(new ConsortiumCommand())
                .addSubcommand(new CertificateCommand())
                .addSubcommand(new KeyCommand())
                .addSubcommand(new DataSetCommand())
                .addSubcommand(new JobCommand())
                .addSubcommand(new ModelCommand())
                .addSubcommand(new HistoryCommand());
        drivers.forEach(root::addSubcommand);
        withHelp(root, version);
        root.setExecutionExceptionHandler((failure, line, _) -> failed(failure, line));
        root.setExitCodeExceptionMapper(_ -> ExitCodes.USAGE);
        return root;
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
