package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Founds the consortium: every bank's record goes to every bank, and each proposes, and thereby signs, the same document. */
final class Founding {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Bank> banks;
    private final DemoOutput output;

    Founding(List<Bank> banks, DemoOutput output) {
        this.banks = banks;
        this.output = output;
    }

    void found(int keyBits, int minimumEffectiveRows) throws DemoException, InterruptedException {
        List<String> records = new ArrayList<>();
        output.command("consortium identity > record-bank-1.json");
        for (Bank bank : banks) {
            JsonNode identity = bank.get("/identity");
            records.add(identity.path("record").asText());
            output.say(identity.path("id").asText() + "  record "
                    + identity.path("fingerprint").asText() + "  reached by the others at "
                    + identity.path("peer").asText());
        }
        output.say("In real life people compare these fingerprints by telephone; here the driver carries the records.");
        output.command("consortium propose --name \"Demonstration consortium\" --charter charter.json"
                + " --record record-bank-1.json --record record-bank-2.json …");
        output.command("consortium status");
        for (Bank bank : banks) {
            bank.post("/consortium", proposal(keyBits, minimumEffectiveRows, records));
        }
        JsonNode consortium = null;
        for (Bank bank : banks) {
            consortium = active(bank);
        }
        if (consortium == null) {
            throw new AssertionError("bug: there are no banks");
        }
        JsonNode charter = consortium.path("charter");
        output.say("Signed by all " + banks.size() + " banks: "
                + consortium.path("fingerprint").asText());
        output.say("Charter: " + charter.path("threshold").asInt() + " of " + banks.size() + " banks decrypt, "
                + charter.path("toleratedCollusion").asInt() + " may collude, sums of at least "
                + charter.path("minimumCohort").asInt() + " banks, "
                + charter.path("approvalsPerBank").asInt()
                + " approvals per bank, at least "
                + charter.path("minimumEffectiveRows").asInt() + " effective rows");
        consortium.path("warnings").forEach(warning -> output.say("Note: " + warning.asText()));
    }

    private static ObjectNode proposal(int keyBits, int minimumEffectiveRows, List<String> records) {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("name", "Demonstration consortium");
        ObjectNode charter = proposal.putObject("charter");
        charter.put("keyBits", keyBits);
        charter.put("minimumEffectiveRows", minimumEffectiveRows);
        ArrayNode members = proposal.putArray("members");
        records.forEach(members::add);
        return proposal;
    }

    private static JsonNode active(Bank bank) throws DemoException, InterruptedException {
        JsonNode consortium = Poll.until(PATIENCE, () -> bank.get("/consortium"), Founding::isActive);
        if (!isActive(consortium)) {
            throw new DemoException("The consortium is not active at " + bank.name() + ": the signature of "
                    + consortium.path("missing") + " is missing");
        }
        return consortium;
    }

    private static boolean isActive(JsonNode consortium) {
        return consortium.path("state").asText().equals("active");
    }
}
