package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat consortium}: founds a consortium of banks. */
@Command(
        name = "consortium",
        description = {
            "Founds a consortium of banks.",
            "",
            "Every bank gives its record to the others (identity), every bank's operator proposes the same document (propose),"
                    + " and it is active when all have signed (status)."
        },
        subcommands = {
            ConsortiumCommand.Identity.class,
            ConsortiumCommand.Propose.class,
            ConsortiumCommand.Status.class,
            ConsortiumCommand.Withdraw.class
        })
final class ConsortiumCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code concordat consortium identity}. */
    @Command(
            name = "identity",
            description = "Prints this bank's signed record as JSON; give it to the other banks' operators.")
    static final class Identity implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (NodeClient client = api.client()) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(client.get("/api/v1/identity").toPrettyString());
                out.flush();
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat consortium propose}. */
    @Command(
            name = "propose",
            description = {
                "Proposes and signs a consortium at this bank's node. All banks must propose the same name, limits and records;",
                "the order of the records does not matter."
            })
    static final class Propose implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "What people call the consortium.")
        private String name = "";

        @Option(
                names = "--key-bits",
                paramLabel = "BITS",
                description = "Bits of the joint key (default 3072; 2048 is for demonstrations).")
        private int keyBits = 3072;

        @Option(
                names = "--charter",
                paramLabel = "FILE",
                description = "The charter as JSON, instead of --key-bits and defaults; fields as in /openapi.yaml.")
        private List<Path> charter = new ArrayList<>();

        @Option(
                names = "--record",
                required = true,
                paramLabel = "FILE",
                description = "A bank's record as 'consortium identity' prints it; once for every bank, this one too.")
        private List<Path> records = new ArrayList<>();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JSON.createObjectNode().put("name", name);
            body.set(
                    "charter",
                    charter.isEmpty() ? JSON.createObjectNode().put("keyBits", keyBits) : read(charter.getFirst()));
            var members = body.putArray("members");
            for (Path record : records) {
                members.add(read(record).path("record").asText());
            }
            try (NodeClient client = api.client()) {
                Status.print(spec.commandLine().getOut(), client.post("/api/v1/consortium", body));
            }
            return ExitCodes.OK;
        }

        private static JsonNode read(Path file) throws CommandRefusedException {
            try {
                return JSON.readTree(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new CommandRefusedException("The file " + file + " cannot be read as JSON");
            }
        }
    }

    /** {@code concordat consortium status}. */
    @Command(name = "status", description = "Shows the consortium, its fingerprint, and who has not signed.")
    static final class Status implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            try (NodeClient client = api.client()) {
                print(spec.commandLine().getOut(), client.get("/api/v1/consortium"));
            }
            return ExitCodes.OK;
        }

        static void print(PrintWriter out, JsonNode consortium) {
            out.println("Consortium  " + consortium.path("name").asText() + " ("
                    + consortium.path("state").asText() + ")");
            out.println("Fingerprint " + consortium.path("fingerprint").asText()
                    + "   compare it with the other banks by another channel");
            for (JsonNode member : consortium.path("members")) {
                String problem = member.path("problem").asText("");
                out.println("  " + (member.path("signed").asBoolean() ? "signed  " : "missing ")
                        + member.path("id").asText() + "  "
                        + member.path("legalName").asText()
                        + (problem.isEmpty() ? "" : "  [" + problem + "]"));
            }
            for (JsonNode warning : consortium.path("warnings")) {
                out.println("Note: " + warning.asText());
            }
            out.flush();
        }
    }

    /** {@code concordat consortium withdraw}. */
    @Command(name = "withdraw", description = "Takes back a proposal that not all have signed.")
    static final class Withdraw implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Override
        public Integer call() throws Exception {
            try (NodeClient client = api.client()) {
                var _ = client.delete("/api/v1/consortium");
            }
            return ExitCodes.OK;
        }
    }
}
