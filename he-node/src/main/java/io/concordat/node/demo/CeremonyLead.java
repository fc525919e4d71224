package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.client.Poll;
import io.concordat.node.client.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts the key ceremony at every bank and shows its progress until all have the same key. */
final class CeremonyLead {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double SECONDS_BETWEEN_LINES = 3;

    private final List<Bank> banks;
    private final DemoOutput output;
    private Stopwatch sinceLine = new Stopwatch();

    CeremonyLead(List<Bank> banks, DemoOutput output) {
        this.banks = banks;
        this.output = output;
    }

    void run() throws DemoException, InterruptedException {
        output.say(
                "The search for the modulus has no memory: it may take a few seconds or a few times as long as expected.");
        output.command("key ceremony start");
        List<String> runs = new ArrayList<>();
        for (Bank bank : banks) {
            runs.add(bank.post("/consortium/key-ceremony", JsonNodeFactory.instance.objectNode())
                    .path("id")
                    .asText());
        }
        watch(banks.getFirst(), runs.getFirst());
        JsonNode first = completed(banks.getFirst(), runs.getFirst());
        for (int i = 1; i < banks.size(); i++) {
            JsonNode other = completed(banks.get(i), runs.get(i));
            if (!other.path("keyId").equals(first.path("keyId"))) {
                throw new DemoException(
                        banks.get(i).name() + " has key " + other.path("keyId").asText() + " but "
                                + banks.getFirst().name() + " has "
                                + first.path("keyId").asText());
            }
        }
        output.say("Joint key: " + first.path("fingerprint").asText() + ", the same at all " + banks.size()
                + " banks; each holds a share, nobody the key.");
    }

    private void watch(Bank bank, String id) throws DemoException, InterruptedException {
        String last = "";
        try {
            do {
                last = bank.client().watch(Bank.api("/key-ceremonies/" + id + "/events"), last, this::goOn);
            } while (!isOver(bank.get("/key-ceremonies/" + id)));
        } catch (NodeProblemException e) {
            throw new DemoException("The ceremony's events at " + bank.name() + " ended: " + e.sentence(), e);
        }
    }

    private boolean goOn(ServerEvent event) {
        JsonNode ceremony = event.data();
        if (event.name().equals("progress") && sinceLine.seconds() > SECONDS_BETWEEN_LINES) {
            sinceLine = new Stopwatch();
            output.say(progress(ceremony));
        }
        return !event.name().equals("end") && !isOver(ceremony);
    }

    private static String progress(JsonNode ceremony) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT,
                "%4d s  %s",
                ceremony.path("elapsedSeconds").asLong(),
                ceremony.path("phase").asText()));
        if (ceremony.path("candidatesTried").asLong() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    "; %,d candidates tried",
                    ceremony.path("candidatesTried").asLong()));
        }
        long more = ceremony.path("expectedCandidates").asLong();
        if (more > 0) {
            line.append(String.format(Locale.ROOT, "; about %,d more expected", more));
        }
        if (more > 0 && ceremony.path("expectedSeconds").isNumber()) {
            line.append(String.format(
                    Locale.ROOT, ", %d s", ceremony.path("expectedSeconds").asLong()));
        }
        return line.toString();
    }

    private static boolean isOver(JsonNode ceremony) {
        String state = ceremony.path("state").asText();
        return state.equals("COMPLETED") || state.equals("FAILED");
    }

    private static JsonNode completed(Bank bank, String id) throws DemoException, InterruptedException {
        JsonNode ceremony = Poll.until(PATIENCE, () -> bank.get("/key-ceremonies/" + id), CeremonyLead::isOver);
        if (!ceremony.path("state").asText().equals("COMPLETED")) {
            throw new DemoException("The key ceremony did not complete at " + bank.name() + ": "
                    + ceremony.path("problem")
                            .asText("it is " + ceremony.path("phase").asText()));
        }
        return ceremony;
    }
}
