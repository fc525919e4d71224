package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.client.NodeClient;
import io.concordat.node.keys.SigningKey;
import io.concordat.protocol.codec.FingerprintWords;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.ConsortiumConsent;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedConsortium;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code concordat consortium approve}: one person compares the words and consents. The node is asked for the document's bytes
 * only: this command decodes, shows and hashes them itself.
 */
@Command(
        name = "approve",
        description = {
            "Shows the proposed version of the consortium and its twelve words, and consents with one person's key.",
            "Compare all words with the other banks by another channel first. In production a bank signs when two people consented."
        })
final class ApproveConsortiumCommand extends ApiCommand {
    @Option(
            names = "--approver",
            required = true,
            paramLabel = "NAME",
            description = "The person, as named in [member.approvers].")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That person's private key.")
    private Path key = Path.of("");

    @Option(
            names = "--yes",
            description = "Consent without asking; for scripts in which somebody has compared the words.")
    private boolean yes;

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        SigningKey person = SigningKey.read(key);
        JsonNode shown = client.get("/api/v1/consortium");
        JsonNode version = shown.path("successor").isObject() ? shown.path("successor") : shown;
        Consortium consortium = decoded(version.path("document").asText());
        print(out, consortium);
        if (!yes) {
            confirm(FingerprintWords.of(consortium.consortiumId()).getLast());
        }
        MemberId self = MemberId.of(client.get("/api/v1/identity").path("id").asText());
        ConsortiumConsent consent = ConsortiumConsent.sign(self, consortium.consortiumId(), person.signer());
        ObjectNode body = new ObjectMapper().createObjectNode().put("approver", name);
        body.put(
                "signature",
                Base64.getEncoder().encodeToString(consent.signature().toByteArray()));
        var _ = client.post("/api/v1/consortium/consents", body);
        out.println(name + " consented.");
        return ExitCodes.OK;
    }

    private static void print(PrintWriter out, Consortium consortium) {
        out.println("Consortium " + consortium.name() + ", version "
                + consortium.lineage().version());
        for (Member member : consortium.members()) {
            out.println("  " + member.id() + "  " + member.legalName() + "  " + member.lei() + "  " + member.peer()
                    + (consortium.hasParticipant(member.id()) ? "" : "  suspended"));
        }
        out.println("  " + consortium.charter().threshold() + " of " + consortium.size() + " decrypt; at least "
                + consortium.charter().minimumCohort() + " banks in a sum; key of "
                + consortium.charter().keyBits() + " bits");
        consortium.charter().warnings().forEach(warning -> out.println("  Note: " + warning));
        out.println("  " + FingerprintWords.line(consortium.consortiumId()));
        out.flush();
    }

    private static Consortium decoded(String base64) throws CommandRefusedException {
        try {
            return SignedConsortium.decode(Base64.getDecoder().decode(base64)).consortium();
        } catch (DecodeException | IllegalArgumentException e) {
            throw new CommandRefusedException("The node's answer is not a consortium that this version can read");
        }
    }

    private static void confirm(String lastWord) throws CommandRefusedException {
        Console console = Objects.requireNonNull(System.console(), "since Java 22 there is always one");
        if (!console.isTerminal()) {
            throw new CommandRefusedException(
                    "Nothing was signed: there is no terminal to ask at. Use --yes if somebody has compared the words");
        }
        String typed = console.readLine("To consent, type the last word, as the other banks read it to you: ");
        if (typed == null || !typed.strip().equals(lastWord)) {
            throw new CommandRefusedException("Nothing was signed");
        }
    }
}
