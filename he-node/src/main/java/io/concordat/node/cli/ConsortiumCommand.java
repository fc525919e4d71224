package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    private static final int MAXIMUM_FILE_BYTES = 1 << 20;

    /** {@code concordat consortium identity}. */
    @Command(
            name = "identity",
            description = "Prints this bank's signed record as JSON; give it to the other banks' operators.")
    static final class Identity extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            out.println(client.get("/api/v1/identity").toPrettyString());
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
    static final class Propose extends ApiCommand {

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

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JSON.createObjectNode().put("name", name);
            body.set(
                    "charter",
                    charter.isEmpty()
                            ? JSON.createObjectNode().put("keyBits", keyBits)
                            : readJson(charter.getFirst(), MAXIMUM_FILE_BYTES));
            var members = body.putArray("members");
            for (Path record : records) {
                members.add(readJson(record, MAXIMUM_FILE_BYTES).path("record").asText());
            }
            Status.print(out, client.post("/api/v1/consortium", body));
            return ExitCodes.OK;
        }
    }

    /** {@code concordat consortium status}. */
    @Command(name = "status", description = "Shows the consortium, its fingerprint, and who has not signed.")
    static final class Status extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            print(out, client.get("/api/v1/consortium"));
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
        }
    }

    /** {@code concordat consortium withdraw}. */
    @Command(name = "withdraw", description = "Takes back a proposal that not all have signed.")
    static final class Withdraw extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            var _ = client.delete("/api/v1/consortium");
            return ExitCodes.OK;
        }
    }
}
