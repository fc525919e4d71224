package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat token}: who may use the node's API. */
@Command(
        name = "token",
        description = {
            "Gives out and takes back bearer tokens of the node's API.",
            "",
            "Roles: analyst scores and proposes jobs; model-owner also registers data and withdraws jobs; operator has consortium,"
                    + " keys, seal and tokens; approver hands in approvals; auditor reads only."
        },
        subcommands = {TokenCommand.New.class, TokenCommand.Names.class, TokenCommand.Revoke.class})
final class TokenCommand {
    private static final String TOKENS = "/api/v1/tokens";

    /** {@code concordat token new}. */
    @Command(name = "new", description = "Makes a token and prints it. It is shown this once.")
    static final class New extends ApiCommand {
        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Whose it is, for lists and logs.")
        private String name = "";

        @Option(
                names = "--role",
                required = true,
                split = ",",
                paramLabel = "ROLE",
                description = "analyst, model-owner, operator, approver or auditor; one or more.")
        private List<String> roles = new ArrayList<>();

        @Option(names = "--days", paramLabel = "DAYS", description = "How long it is valid, 1 to 366 (default 90).")
        private int days = 90;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("name", name).put("expiresInDays", days);
            roles.forEach(body.putArray("roles")::add);
            out.println(client.post(TOKENS, body).path("token").asText());
            return ExitCodes.OK;
        }
    }

    /** {@code concordat token list}. */
    @Command(name = "list", description = "Lists the tokens, those that ended too; never the tokens themselves.")
    static final class Names extends ApiCommand {
        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            for (JsonNode token : client.get(TOKENS).path("tokens")) {
                List<String> roles = new ArrayList<>();
                token.path("roles").forEach(role -> roles.add(role.asText()));
                String end = token.path("revokedAt").isTextual()
                        ? "taken back " + token.path("revokedAt").asText()
                        : token.path("expiresAt").isTextual()
                                ? "until " + token.path("expiresAt").asText()
                                : "does not expire";
                out.println(token.path("name").asText() + "  " + String.join(", ", roles) + "  " + end);
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat token revoke}. */
    @Command(name = "revoke", description = "Takes a token back, at once.")
    static final class Revoke extends ApiCommand {
        @Parameters(paramLabel = "NAME", description = "The token's name.")
        private String name = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            var _ = client.delete(TOKENS + "/" + name);
            return ExitCodes.OK;
        }
    }
}
