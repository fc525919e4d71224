package io.concordat.node.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs {@code concordat} commands in this process, as the program itself would, and keeps what they print. */
public record CommandRun(int code, String out, String err) {

    /** Runs one command; nodes cannot be started with it. */
    public static CommandRun of(String... arguments) {
        return starting(
                config -> {
                    throw new AssertionError("not here");
                },
                arguments);
    }

    /** The same with what starts nodes. */
    public static CommandRun starting(NodeCommand.Starter starter, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandLines.of(starter, List.of(), "test");
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** Makes a node's directory with 'approver new' and 'init', and returns its node.toml. */
    public static Path node(Path directory, String id, int peerPort) {
        List<String> arguments = new ArrayList<>(List.of("init", "--dir", directory.toString(), "--id", id));
        arguments.addAll(List.of("--legal-name", "Test " + id, "--lei", "EXAMPLE0000BANKA0134"));
        arguments.addAll(
                List.of("--endpoint", "https://127.0.0.1:" + Math.max(1, peerPort), "--peer-host", "127.0.0.1"));
        arguments.addAll(List.of("--peer-port", "" + peerPort, "--analyst-port", "0", "--health-port", "0"));
        arguments.addAll(List.of("--metrics-port", "0", "--profile", "test"));
        for (String person : List.of("Anna", "Bela")) {
            Path key = directory.resolveSibling(id + "-" + person + ".pem");
            expectOk(of("approver", "new", "--out", key.toString()));
            arguments.addAll(List.of("--approver", person + "=" + key + ".pub"));
        }
        expectOk(of(arguments.toArray(String[]::new)));
        return directory.resolve("node.toml");
    }

    private static void expectOk(CommandRun run) {
        if (run.code() != ExitCodes.OK) {
            throw new AssertionError(run.err());
        }
    }
}
