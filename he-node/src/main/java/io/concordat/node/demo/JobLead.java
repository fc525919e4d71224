package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.client.Poll;
import io.concordat.node.client.ServerEvent;
import io.concordat.node.keys.SigningKey;
import io.concordat.protocol.codec.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Leads one job through the APIs of all banks: proposed at the first, approved by two persons at each, watched to its end. */
final class JobLead {
    private static final Duration ARRIVAL = Duration.ofMinutes(3);

    private final List<Bank> banks;
    private final DemoOutput output;

    JobLead(List<Bank> banks, DemoOutput output) {
        this.banks = banks;
        this.output = output;
    }

    /** Runs a job and returns every bank's view of it, all finished. */
    List<JsonNode> run(ObjectNode proposal) throws DemoException, InterruptedException {
        return run("/jobs", proposal);
    }

    /** The same for a job that is proposed at another path. */
    List<JsonNode> run(String path, ObjectNode proposal) throws DemoException, InterruptedException {
        String id = banks.getFirst().post(path, proposal).path("id").asText();
        for (Bank bank : banks) {
            approve(bank, id);
        }
        Bank first = banks.getFirst();
        for (String approver : first.approvers().keySet().stream().sorted().toList()) {
            output.command("job approve " + id + " --approver " + approver + " --key " + approver + ".pem");
        }
        output.command("job watch " + id);
        output.say("Approved by two persons of each bank.");
        watch(banks.getFirst(), id);
        List<JsonNode> ends = new ArrayList<>();
        for (Bank bank : banks) {
            ends.add(end(bank, id));
        }
        return ends;
    }

    private static void approve(Bank bank, String id) throws DemoException, InterruptedException {
        JsonNode task = arrived(bank, id);
        for (JsonNode approver : task.path("approvers")) {
            String name = approver.path("name").asText();
            SigningKey key = bank.approvers().get(name);
            if (key == null) {
                throw new DemoException("The node of " + bank.name() + " expects an approver " + name
                        + " whose key this demo does not hold");
            }
            byte[] bytes =
                    Base64.getDecoder().decode(approver.path("bytesToSign").asText());
            ByteString signature = key.signer().sign(bytes);
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("approver", name);
            body.put("signature", Base64.getEncoder().encodeToString(signature.toByteArray()));
            bank.post("/jobs/" + id + "/approvals", body);
        }
    }

    /** The task, once it has come from the bank that proposed it. */
    private static JsonNode arrived(Bank bank, String id) throws DemoException, InterruptedException {
        try {
            return bank.client().await(Bank.api("/jobs/" + id + "/task"), ARRIVAL);
        } catch (NodeProblemException e) {
            throw new DemoException("The task did not reach " + bank.name() + ": " + e.sentence(), e);
        }
    }

    private void watch(Bank bank, String id) throws DemoException, InterruptedException {
        output.say(String.format(
                Locale.ROOT,
                "%5s  %-10s %14s %14s %12s %10s %8s",
                "round",
                "opens",
                "loss",
                "gradient norm",
                "ciphertexts",
                "bytes",
                "ms"));
        String last = "";
        try {
            do {
                last = bank.client().watch(Bank.api("/jobs/" + id + "/events"), last, this::goOn);
            } while (!isOver(bank.get("/jobs/" + id)));
        } catch (NodeProblemException e) {
            throw new DemoException("The job's events at " + bank.name() + " ended: " + e.sentence(), e);
        }
    }

    private boolean goOn(ServerEvent event) {
        if (event.name().equals("round")) {
            round(event.data());
        }
        return !event.name().equals("end") && !isOver(event.data().path("name").asText());
    }

    private void round(JsonNode round) {
        JsonNode report = round.path("report");
        output.say(String.format(
                Locale.ROOT,
                "%5d  %-10s %14s %14s %12d %10d %8d",
                round.path("round").asInt(),
                round.path("name").asText(),
                number("%.6f", report.path("loss")),
                number("%.3e", report.path("gradientNorm")),
                round.path("ciphertexts").asLong(),
                round.path("bytes").asLong(),
                round.path("milliseconds").asLong()));
    }

    private static String number(String format, JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : "";
    }

    private static boolean isOver(JsonNode job) {
        return isOver(job.path("state").path("name").asText());
    }

    private static boolean isOver(String phase) {
        return List.of("finished", "refused", "cancelled", "failed").contains(phase);
    }

    /** A bank's view of the finished job. */
    private static JsonNode end(Bank bank, String id) throws DemoException, InterruptedException {
        JsonNode job = Poll.until(
                ARRIVAL, () -> bank.get("/jobs/" + id), seen -> isOver(seen) && !finishedWithoutResult(seen));
        if (!job.path("state").path("name").asText().equals("finished")) {
            throw new DemoException("The job did not finish at " + bank.name() + ": " + why(job.path("state")));
        }
        return job;
    }

    /** The last sum is open, but what follows from it is not stored yet. */
    private static boolean finishedWithoutResult(JsonNode job) {
        return job.path("state").path("name").asText().equals("finished")
                && !job.path("result").isObject();
    }

    private static String why(JsonNode state) {
        Optional<String> refusal = Optional.empty();
        for (JsonNode each : state.path("refusals")) {
            refusal = Optional.of(each.path("member").asText() + " refused: "
                    + each.path("problem").path("detail").asText());
        }
        String failure = state.path("failure").path("detail").asText();
        String waiting = state.path("waitingFor").path("sentence").asText();
        return refusal.orElse(failure.isEmpty() ? "it is " + state.path("name").asText() + ". " + waiting : failure);
    }
}
