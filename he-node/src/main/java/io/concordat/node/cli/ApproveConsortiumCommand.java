package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.client.NodeClient;
import io.concordat.protocol.codec.FingerprintWords;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.ConsortiumConsent;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedConsortium;
import io.concordat.protocol.signature.Signer;
import java.io.PrintWriter;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private PersonOptions person = new PersonOptions();

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        Signer signer = person.key().signer();
        JsonNode shown = client.get("/api/v1/consortium");
        JsonNode version = shown.path("successor").isObject() ? shown.path("successor") : shown;
        Consortium consortium = decoded(version.path("document").asText());
        print(out, consortium);
        person.confirm(
                "To consent, type the last word, as the other banks read it to you",
                FingerprintWords.of(consortium.consortiumId()).getLast());
        MemberId self = MemberId.of(client.get("/api/v1/identity").path("id").asText());
        ConsortiumConsent consent = ConsortiumConsent.sign(self, consortium.consortiumId(), signer);
        var _ = client.post("/api/v1/consortium/consents", person.request(consent.signature()));
        out.println(person.name() + " consented.");
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
}
