package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat status}: how a running node is, on one screen. */
@Command(
        name = "status",
        description = "Shows a running node: its consortium and banks, joint keys, jobs. Exit code 69 if none answers.")
final class StatusCommand extends ApiCommand {
    private static final int JOBS_SHOWN = 10;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        ObjectNode status = new ObjectMapper().createObjectNode();
        status.set("seal", client.get("/api/v1/seal"));
        boolean sealed = status.path("seal").path("state").asText().equals("sealed");
        for (String part : new String[] {"identity", "consortium", "keys", "jobs"}) {
            try {
                status.set(part, sealed ? status.objectNode() : client.get("/api/v1/" + part));
            } catch (NodeProblemException e) {
                if (e.status() != 404 && e.status() != 409) {
                    throw e;
                }
                status.putObject(part); // there is none yet
            }
        }
        if (json) {
            out.println(status.toPrettyString());
        } else {
            print(out, status);
        }
        return ExitCodes.OK;
    }

    private static void print(PrintWriter out, JsonNode status) {
        out.println("Seal        " + SealCommands.line(status.path("seal")));
        if (status.path("seal").path("state").asText().equals("sealed")) {
            out.println("            " + status.path("seal").path("sentence").asText());
            return;
        }
        JsonNode self = status.path("identity");
        out.println("Node        " + self.path("id").asText() + ", "
                + self.path("legalName").asText() + ", reached at "
                + self.path("peer").asText());
        JsonNode consortium = status.path("consortium");
        out.println(
                consortium.isEmpty()
                        ? "Consortium  none yet"
                        : "Consortium  " + consortium.path("name").asText() + " ("
                                + consortium.path("state").asText() + "), "
                                + consortium.path("fingerprint").asText());
        for (JsonNode member : consortium.path("members")) {
            if (!member.path("id").equals(self.path("id"))) {
                out.println(String.format(
                        Locale.ROOT,
                        "  %-12s %-34s %s%s",
                        member.path("id").asText(),
                        member.path("peer").asText(),
                        member.has("lastHeard") && !member.path("lastHeard").isNull()
                                ? "heard " + member.path("lastHeard").asText()
                                : "not heard since the start",
                        member.path("problem").isTextual()
                                ? "; cannot be reached: "
                                        + member.path("problem").asText()
                                : ""));
            }
        }
        for (JsonNode key : status.path("keys").path("keys")) {
            out.println("Joint key   " + key.path("fingerprint").asText() + ", "
                    + key.path("bits").asInt() + " bits, "
                    + key.path("threshold").asInt() + " of "
                    + key.path("members").asInt() + " decrypt"
                    + (key.path("retired").asBoolean() ? ", retired" : ""));
        }
        int shown = 0;
        for (JsonNode job : status.path("jobs").path("jobs")) {
            if (shown++ < JOBS_SHOWN) {
                String waiting =
                        job.path("state").path("waitingFor").path("sentence").asText("");
                out.println("Job         " + job.path("id").asText() + "  "
                        + job.path("state").path("name").asText() + "  "
                        + job.path("function").asText() + ", "
                        + job.path("rounds").size() + " rounds" + (waiting.isEmpty() ? "" : ". " + waiting));
            }
        }
    }
}
