package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortApproval;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.signature.Signer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat scope}: over which banks sums were opened in a data scope, and consent to other ones. */
@Command(
        name = "scope",
        description = {
            "Shows over which banks sums were opened in a data scope, and consents to other ones.",
            "",
            "The first opening fixes the banks of a scope: the difference of sums over different banks would show numbers of",
            "single ones. Other banks are possible only if every bank that is not in all the sums consents."
        },
        subcommands = {ScopeCommand.Show.class, ScopeCommand.Consent.class})
final class ScopeCommand {
    private static final String SCOPES = "/api/v1/scopes/";

    /** {@code concordat scope show}. */
    @Command(
            name = "show",
            description = "Shows the banks of the sums that were opened in a scope, and the consents to others.")
    static final class Show extends ApiCommand {
        @Parameters(paramLabel = "SCOPE", description = "The scope.")
        private String scope = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return show(out, client.get(SCOPES + scope));
        }
    }

    /** {@code concordat scope consent}. */
    @Command(
            name = "consent",
            description = {
                "Shows what sums over other banks would disclose, and approves this bank's consent with one person's key.",
                "The bank consents when as many of its people as the charter asks for have approved."
            })
    static final class Consent extends ApiCommand {
        @Parameters(paramLabel = "SCOPE", description = "The scope.")
        private String scope = "";

        @Option(
                names = "--cohort",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "The banks of the other sums, all of them, with commas between.")
        private List<String> cohort = List.of();

        @Mixin
        private PersonOptions person = new PersonOptions();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            Signer signer = person.key().signer();
            MemberId self =
                    MemberId.of(client.get("/api/v1/identity").path("id").asText());
            CohortChange change = change(client.get(SCOPES + scope));
            out.println("In scope " + scope + " sums over these banks were opened: " + change.earlier());
            out.println("From now on sums over these may be opened as well:    " + change.proposed());
            out.println("Their differences can show numbers of:                " + change.concerned());
            out.flush();
            person.confirm("To let " + self + " consent, type its id", self.value());
            CohortApproval approval = CohortApproval.sign(self, change.hash(), signer);
            ObjectNode body = person.request(approval.signature());
            var members = body.putArray("cohort");
            change.proposed().forEach(id -> members.add(id.value()));
            JsonNode after = client.post(SCOPES + scope + "/consents", body);
            boolean given = after.path("consents")
                    .valueStream()
                    .anyMatch(consent -> consent.path("member").asText().equals(self.value())
                            && ids(consent.path("cohort")).equals(change.proposed()));
            out.println(person.name() + " approved. "
                    + (given ? self + " has consented." : "Another person of " + self + " has to approve."));
            return ExitCodes.OK;
        }

        private CohortChange change(JsonNode shown) throws CommandRefusedException {
            List<List<MemberId>> earlier = new ArrayList<>();
            try {
                List<MemberId> proposed =
                        cohort.stream().map(MemberId::of).sorted().distinct().toList();
                for (JsonNode known : shown.path("cohorts")) {
                    List<MemberId> ids = ids(known);
                    if (!ids.equals(proposed)) {
                        earlier.add(ids);
                    }
                }
                return new CohortChange(new ScopeId(scope), earlier, proposed);
            } catch (IllegalArgumentException e) {
                throw new CommandRefusedException("There is nothing to consent to: " + e.getMessage());
            }
        }

        private static List<MemberId> ids(JsonNode cohort) {
            return cohort.valueStream()
                    .map(id -> MemberId.of(id.asText()))
                    .sorted()
                    .toList();
        }
    }
}
