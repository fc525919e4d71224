package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.node.client.NodeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to a running node: it has the options that say which, and a client of it while it runs. */
abstract class ApiCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Does the command's work; what it prints is flushed after it. Returns the exit code. */
    abstract int run(NodeClient client, PrintWriter out) throws Exception;

    @Override
    public final Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (NodeClient client = api.client()) {
            return run(client, out);
        } finally {
            out.flush();
            err().flush();
        }
    }

    /** Where complaints go. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints an answer of the node as it is. */
    static int show(PrintWriter out, JsonNode answer) {
        out.println(answer.toPrettyString());
        return ExitCodes.OK;
    }

    /**
     * The JSON in a file.
     *
     * @param mostBytes what a file of this kind has at most
     */
    static JsonNode readJson(Path file, long mostBytes) throws CommandRefusedException {
        try {
            if (Files.size(file) > mostBytes) {
                throw new CommandRefusedException(
                        "The file " + file + " has more than " + mostBytes + " bytes; send it in parts");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new CommandRefusedException("There is no file " + file);
        } catch (IOException e) {
            throw new CommandRefusedException("The file " + file + " cannot be read as JSON");
        }
    }
}
