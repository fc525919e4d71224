package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.Poll;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat certificate}: the TLS certificate by which the other banks know this node. */
@Command(
        name = "certificate",
        description = {
            "Shows and exchanges the TLS certificate by which the other banks know this node.",
            "The node makes key and certificate itself and tells the other banks; no restart, no authority."
        },
        subcommands = {
            CertificateCommand.Show.class,
            CertificateCommand.Rotate.class,
            CertificateCommand.Announce.class,
            CertificateCommand.Accept.class
        })
final class CertificateCommand {
    private static final String PATH = "/api/v1/certificate";

    /** {@code concordat certificate show}. */
    @Command(
            name = "show",
            description = {
                "Shows the certificate, an exchange that goes on, and the banks that have not confirmed it.",
                "With --json also the signed record for 'certificate accept' of a bank that cannot be reached."
            })
    static final class Show extends ApiCommand {
        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            JsonNode answer = client.get(PATH);
            if (json) {
                return show(out, answer);
            }
            print(out, answer);
            return ExitCodes.OK;
        }
    }

    /** {@code concordat certificate rotate}. */
    @Command(
            name = "rotate",
            description = {
                "Exchanges the certificate: makes a key and a certificate on this host and announces them to the other banks.",
                "Both certificates count until every bank has confirmed; then the old one and its key are dropped."
            })
    static final class Rotate extends ApiCommand {
        @Option(
                names = "--wait",
                paramLabel = "SECONDS",
                description = "How long to wait for the other banks (default 30); the exchange goes on after that too.")
        private int seconds = 30;

        @Option(
                names = "--finish",
                description = {
                    "End an exchange that has begun without the banks that have not confirmed it.",
                    "They refuse this node until they accept the output of 'certificate show --json'."
                })
        private boolean finish;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = new ObjectMapper().createObjectNode();
            if (finish) {
                body.put("finish", true);
            }
            var _ = client.post(PATH + "/rotation", body);
            print(out, Poll.until(Duration.ofSeconds(seconds), () -> client.get(PATH), answer -> !answer.path(
                            "successor")
                    .isObject()));
            return ExitCodes.OK;
        }
    }

    /** {@code concordat certificate announce}. */
    @Command(
            name = "announce",
            description = {
                "Reads peer.endpoint, peer.host and peer.port from the node's configuration file again, listens there, and tells",
                "the other banks. The former address stays open until all have confirmed."
            })
    static final class Announce extends ApiCommand {
        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            print(out, client.post("/api/v1/identity/announcement", new ObjectMapper().createObjectNode()));
            return ExitCodes.OK;
        }
    }

    /** {@code concordat certificate accept}. */
    @Command(
            name = "accept",
            description = {
                "Takes another bank's certificate and address from a file that its 'certificate show --json' made.",
                "Only needed when that bank's node cannot reach this one; its signature and number are checked."
            })
    static final class Accept extends ApiCommand {
        private static final int MAXIMUM_FILE_BYTES = 64 * 1024;

        @Parameters(paramLabel = "FILE", description = "What the other bank's node printed.")
        private Path file = Path.of("");

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            JsonNode endpoint = readJson(file, MAXIMUM_FILE_BYTES).path("endpoint");
            if (!endpoint.isObject()) {
                throw new CommandRefusedException(
                        "The file " + file + " has no endpoint: nothing has changed at that bank");
            }
            var _ = client.post(
                    "/api/v1/endpoints",
                    new ObjectMapper()
                            .createObjectNode()
                            .put("record", endpoint.path("record").asText()));
            out.println("From now on " + endpoint.path("id").asText() + " is reached at "
                    + endpoint.path("peer").asText() + " with the certificate "
                    + endpoint.path("pins").path(0).asText());
            return ExitCodes.OK;
        }
    }

    private static void print(PrintWriter out, JsonNode answer) {
        print(out, "Certificate", answer.path("inUse"));
        if (answer.path("successor").isObject()) {
            print(out, "Successor", answer.path("successor"));
        }
        if (answer.path("endpoint").isObject()) {
            out.println("Endpoint    version "
                    + answer.path("endpoint").path("version").asLong() + ", "
                    + answer.path("endpoint").path("peer").asText());
        }
        List<String> waiting = new ArrayList<>();
        answer.path("waitingFor").forEach(member -> waiting.add(member.asText()));
        if (!waiting.isEmpty()) {
            out.println("Waiting for " + String.join(", ", waiting));
        }
    }

    private static void print(PrintWriter out, String label, JsonNode certificate) {
        out.println(label + " ".repeat(12 - label.length())
                + certificate.path("pin").asText() + "\n            "
                + certificate.path("name").asText() + ", expires "
                + certificate.path("expires").asText() + " (in "
                + certificate.path("daysLeft").asLong() + " days)");
    }
}
