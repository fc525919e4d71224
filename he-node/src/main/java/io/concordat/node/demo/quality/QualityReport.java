package io.concordat.node.demo.quality;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.demo.DemoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of the report, as JSON and as a table. */
final class QualityReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * One number beside its reference.
     *
     * @param reference empty where there is none
     */
    record Row(String dataSet, String model, String metric, Optional<Double> reference, double ours) {
        Optional<Double> difference() {
            return reference.map(value -> ours - value);
        }
    }

    /** Why a data set gave no numbers. */
    record Skipped(String dataSet, String reason) {}

    private final String arithmetic;
    private final List<Row> rows = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** An empty report; {@code arithmetic} says how the models were trained. */
    QualityReport(String arithmetic) {
        this.arithmetic = arithmetic;
    }

    void add(String dataSet, String model, String metric, Optional<Double> reference, double ours) {
        rows.add(new Row(dataSet, model, metric, reference, ours));
    }

    void skip(String dataSet, String reason) {
        skipped.add(new Skipped(dataSet, reason));
    }

    void note(String note) {
        notes.add(note);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    /** Writes everything so far. */
    void write(Path file) throws DemoException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("arithmetic", arithmetic);
        ArrayNode all = json.putArray("rows");
        for (Row row : rows) {
            ObjectNode each = all.addObject();
            each.put("dataset", row.dataSet());
            each.put("model", row.model());
            each.put("metric", row.metric());
            each.put("reference", row.reference().orElse(null));
            each.put("ours", row.ours());
            each.put("difference", row.difference().orElse(null));
        }
        ArrayNode without = json.putArray("skipped");
        for (Skipped each : skipped) {
            without.addObject().put("dataset", each.dataSet()).put("reason", each.reason());
        }
        ArrayNode said = json.putArray("notes");
        notes.forEach(said::add);
        try {
            Files.writeString(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new DemoException("The report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The table without the single coefficients. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-18s %-22s %-34s %12s %12s %12s",
                "data set",
                "model",
                "metric",
                "reference",
                "ours",
                "difference"));
        for (Row row : rows) {
            if (!row.metric().startsWith("coefficient ")) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-18s %-22s %-34s %12s %12s %12s",
                        row.dataSet(),
                        row.model(),
                        row.metric(),
                        row.reference().map(QualityReport::number).orElse(""),
                        number(row.ours()),
                        row.difference().map(QualityReport::number).orElse("")));
            }
        }
        skipped.forEach(each -> lines.add(each.dataSet() + ": " + each.reason()));
        lines.addAll(notes);
        return lines;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == 0 || Math.abs(value) >= 1e-4 ? "%.6f" : "%.2e", value);
    }
}
