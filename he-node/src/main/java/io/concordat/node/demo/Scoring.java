package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.logistic.LogisticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A handful of held-out transactions scored at one bank over REST, and by the twin. */
final class Scoring {
    private static final int FRAUDS = 2;
    private static final int GENUINE = 3;

    private final DemoSplit split;
    private final LogisticModel twin;

    Scoring(DemoSplit split, LogisticModel twin) {
        this.split = split;
        this.twin = twin;
    }

    /** Scores rows of the bank's own hold-out, says what came out, and returns what differs from the twin. */
    List<String> at(Bank bank, String model, DemoOutput output) throws DemoException, InterruptedException {
        List<DemoRows.Row> rows = handful(split.holdOut().get(bank.number() - 1));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode transactions = body.putArray("transactions");
        rows.forEach(row -> transactions.add(transaction(row)));
        JsonNode scores = bank.post("/models/" + model + "/score", body).path("scores");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode score = scores.path(i);
            output.say(String.format(
                    Locale.ROOT,
                    "%-8s  P(fraud) %.6f  %s",
                    rows.get(i).fraud() ? "fraud" : "genuine",
                    score.path("probability").asDouble(Double.NaN),
                    score.path("reasons").path(0).path("text").asText("nothing speaks for fraud")));
            double expected = twin.logit(rows.get(i).values());
            if (score.path("logit").asDouble(Double.NaN) != expected) {
                differences.add(
                        "the logit of scored row " + (i + 1) + " " + score.path("logit") + " against " + expected);
            }
        }
        return differences;
    }

    private static List<DemoRows.Row> handful(List<DemoRows.Row> rows) {
        List<DemoRows.Row> handful = new ArrayList<>();
        rows.stream().filter(DemoRows.Row::fraud).limit(FRAUDS).forEach(handful::add);
        rows.stream().filter(row -> !row.fraud()).limit(GENUINE).forEach(handful::add);
        return handful;
    }

    private ObjectNode transaction(DemoRows.Row row) {
        ObjectNode transaction = JsonNodeFactory.instance.objectNode();
        double[] values = row.values();
        for (int j = 0; j < values.length; j++) {
            transaction.put(split.features().get(j), values[j]);
        }
        return transaction;
    }
}
