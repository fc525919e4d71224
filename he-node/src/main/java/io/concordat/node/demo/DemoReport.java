package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.evaluation.RankingMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of {@code --report}, for programs.
 *
 * @param keyBits bits of the joint modulus
 * @param rows all rows of the file
 * @param features feature columns
 * @param joint the encrypted run
 * @param comparison against the twin
 * @param alone each bank by itself
 * @param receipt what the cryptography did
 * @param seconds how long each part took
 */
record DemoReport(
        int keyBits,
        int rows,
        int features,
        JointResult joint,
        Comparison comparison,
        List<PlainModels.Alone> alone,
        JsonNode receipt,
        Map<String, Double> seconds) {

    JsonNode toJson() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("keyBits", keyBits);
        report.put("banks", alone.size());
        report.put("rows", rows);
        report.put("features", features);
        report.put("rounds", joint.rounds());
        ObjectNode together = report.putObject("joint");
        for (String metric : List.of("auc", "averagePrecision", "ks", "recallAt1Fpr")) {
            put(together, metric, joint.metric(metric));
        }
        ObjectNode coefficients = together.putObject("coefficients");
        joint.coefficients().forEach((name, value) -> put(coefficients, name, value));
        put(together, "intercept", joint.intercept());
        report.putObject("twin").put("same", comparison.same());
        ArrayNode banks = report.putArray("alone");
        alone.forEach(bank -> banks.add(alone(bank)));
        put(report, "maxAbsCoefficientDifference", comparison.maxAbsCoefficientDifference());
        report.set("receipt", receipt);
        ObjectNode times = report.putObject("seconds");
        seconds.forEach((part, time) -> put(times, part, time));
        return report;
    }

    private static ObjectNode alone(PlainModels.Alone bank) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("bank", bank.bank());
        Optional<RankingMetrics> metrics = bank.metrics();
        put(entry, "auc", metrics.map(RankingMetrics::auc).orElse(Double.NaN));
        put(
                entry,
                "averagePrecision",
                metrics.map(RankingMetrics::averagePrecision).orElse(Double.NaN));
        put(entry, "ks", metrics.map(RankingMetrics::ks).orElse(Double.NaN));
        put(entry, "recallAt1Fpr", metrics.map(RankingMetrics::recallAt1Fpr).orElse(Double.NaN));
        return entry;
    }

    /** JSON has no NaN: what is not known is null. */
    private static void put(ObjectNode object, String name, double value) {
        if (Double.isFinite(value)) {
            object.put(name, value);
        } else {
            object.putNull(name);
        }
    }

    void write(Path file) throws DemoException {
        try {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(toJson());
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new DemoException("The report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
