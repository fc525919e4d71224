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
import picocli.CommandLine.Parameters;

/** {@code concordat consortium}: founds a consortium of banks and changes its members. */
@Command(
        name = "consortium",
        description = {
            "Founds a consortium of banks and changes its members.",
            "",
            "Every bank gives its record to the others (identity). One proposes a document (propose); the others propose the same, or"
                    + " take its file (request, join). In production two people of each bank compare the words and consent (approve)."
                    + " It is active when all have signed (status)."
        },
        subcommands = {
            ConsortiumCommand.Identity.class,
            ConsortiumCommand.Propose.class,
            ConsortiumCommand.Request.class,
            ConsortiumCommand.Join.class,
            ApproveConsortiumCommand.class,
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
                "the order of the records does not matter. With --next the document follows the active version: give the records of who",
                "stays or joins; who has no record is removed."
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

        @Option(
                names = "--next",
                description = "The document follows the active version: members join, leave, are suspended.")
        private boolean next;

        @Option(
                names = "--suspend",
                paramLabel = "ID",
                description =
                        "With --next: a member that takes no part until a later version reinstates it; repeatable.")
        private List<String> suspended = new ArrayList<>();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JSON.createObjectNode().put("name", name);
            if (next) {
                body.put("succeeds", client.get("/api/v1/consortium").path("id").asText());
                var left = body.putArray("suspended");
                suspended.forEach(left::add);
            } else if (!suspended.isEmpty()) {
                throw new CommandRefusedException("--suspend needs --next: nobody is suspended in a founding document");
            }
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

    /** {@code concordat consortium request}. */
    @Command(
            name = "request",
            description = {
                "Prints the proposed version, or the active one if none is proposed, with the signatures so far, as JSON:",
                "a file for 'consortium join' at another bank."
            })
    static final class Request extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            JsonNode shown = client.get("/api/v1/consortium");
            JsonNode version = shown.path("successor").isObject() ? shown.path("successor") : shown;
            out.println(JSON.createObjectNode()
                    .put("name", version.path("name").asText())
                    .put("version", version.path("version").asInt())
                    .put("words", version.path("words").asText())
                    .put("document", version.path("document").asText())
                    .toPrettyString());
            return ExitCodes.OK;
        }
    }

    /** {@code concordat consortium join}. */
    @Command(
            name = "join",
            description = {
                "Takes up the version in a file that 'consortium request' of another bank made, with its signatures, and signs it;",
                "in production two people of this bank consent first (approve). Compare the words with the other banks by another",
                "channel: the file says nothing about who made it."
            })
    static final class Join extends ApiCommand {
        @Parameters(paramLabel = "FILE", description = "What the other bank's node printed.")
        private Path file = Path.of("");

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JSON.createObjectNode()
                    .put(
                            "document",
                            readJson(file, 4L * MAXIMUM_FILE_BYTES)
                                    .path("document")
                                    .asText());
            Status.print(out, client.post("/api/v1/consortium/documents", body));
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
            out.println("Version     " + consortium.path("version").asInt());
            out.println("Fingerprint " + consortium.path("fingerprint").asText()
                    + "   compare it with the other banks by another channel");
            out.println("Words       " + consortium.path("words").asText());
            if (consortium.path("consents").size()
                    < consortium.path("consentsNeeded").asInt()) {
                out.println("Consents    " + consortium.path("consents").size() + " of "
                        + consortium.path("consentsNeeded").asInt()
                        + " people of this bank; it signs when all have (concordat consortium approve)");
            }
            for (JsonNode member : consortium.path("members")) {
                String problem = member.path("problem").asText("");
                String standing = member.path("suspended").asBoolean() ? "suspended " : "missing ";
                out.println("  " + (member.path("signed").asBoolean() ? "signed  " : standing)
                        + member.path("id").asText() + "  "
                        + member.path("legalName").asText()
                        + (problem.isEmpty() ? "" : "  [" + problem + "]"));
            }
            for (JsonNode warning : consortium.path("warnings")) {
                out.println("Note: " + warning.asText());
            }
            if (consortium.path("successor").isObject()) {
                out.println();
                print(out, consortium.path("successor"));
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
