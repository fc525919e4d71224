package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat node seal} and {@code concordat node unseal}. */
final class SealCommands {
    private SealCommands() {}

    @Command(
            name = "seal",
            description = {
                "Seals a running node: the kill switch.",
                "",
                "When the command returns, the node signs nothing and opens no share; jobs wait. It stays sealed after a restart,"
                        + " until 'concordat node unseal'."
            })
    static final class Seal extends ApiCommand {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the other operators of this bank.")
        private @Nullable String reason;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = new ObjectMapper().createObjectNode();
            if (reason != null) {
                body.put("reason", reason);
            }
            out.println(line(client.post("/api/v1/seal", body)));
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "unseal",
            description = {
                "Unseals a running node.",
                "",
                "By shares: each operator runs it with the own --share-file, on any machine that reaches the node's API. By passphrase:"
                        + " with --passphrase-file. By key service, or a node of the test profile: with neither."
            })
    static final class Unseal extends ApiCommand {
        @Option(names = "--share-file", paramLabel = "FILE", description = "One operator's share (mode 0600).")
        private @Nullable Path shareFile;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "The passphrase (mode 0600).")
        private @Nullable Path passphraseFile;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = new ObjectMapper().createObjectNode();
            if (shareFile != null) {
                body.put("share", SealOptions.line(shareFile));
            }
            if (passphraseFile != null) {
                body.put("passphrase", SealOptions.line(passphraseFile));
            }
            out.println(line(client.post("/api/v1/unseal", body)));
            return ExitCodes.OK;
        }
    }

    /** One line, as 'concordat status' shows it too. */
    static String line(JsonNode seal) {
        String shares =
                seal.path("sharesNeeded").isInt() && seal.path("state").asText().equals("sealed")
                        ? "; " + seal.path("sharesGiven").asInt() + " of "
                                + seal.path("sharesNeeded").asInt() + " shares are here"
                        : "";
        int jobs = seal.path("waitingJobs").size();
        return seal.path("state").asText() + " since " + seal.path("since").asText()
                + (seal.path("by").isTextual() ? " by " + seal.path("by").asText() : "")
                + (seal.path("reason").isTextual() ? " (" + seal.path("reason").asText() + ")" : "")
                + shares
                + (jobs > 0 ? "; " + jobs + (jobs == 1 ? " job waits" : " jobs wait") : "");
    }
}
