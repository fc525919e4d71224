package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.TrainingSummary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A consortium of node processes on this machine with a joint key, ready to run jobs over rows that the driver hands to each
 * bank as a CSV file. Closing ends the processes.
 */
public final class LocalConsortium implements AutoCloseable {
    private final BankNodes nodes;
    private final List<Bank> banks;
    private final JobLead jobs;

    private LocalConsortium(BankNodes nodes, List<Bank> banks, DemoOutput output) {
        this.nodes = nodes;
        this.banks = banks;
        this.jobs = new JobLead(banks, output);
    }

    /** Starts the nodes, founds the consortium and makes its key. */
    public static LocalConsortium start(int count, int keyBits, int minimumEffectiveRows, DemoOutput output)
            throws DemoException, InterruptedException {
        BankNodes nodes = new BankNodes(count, Optional.empty(), output);
        boolean ready = false;
        try {
            List<Bank> banks = nodes.start();
            output.step("Consortium of " + count + " banks, key of " + keyBits + " bits");
            new Founding(banks, output).found(keyBits, minimumEffectiveRows);
            new CeremonyLead(banks, output).run();
            ready = true;
            return new LocalConsortium(nodes, banks, output);
        } finally {
            if (!ready) {
                nodes.explain();
                nodes.close();
            }
        }
    }

    /** How many banks there are. */
    public int size() {
        return banks.size();
    }

    /** Writes each bank's rows into its data directory and registers them there under one name and in one data scope. */
    public void register(String name, String scope, List<Dataset> parts) throws DemoException, InterruptedException {
        for (Bank bank : banks) {
            Dataset part = parts.get(bank.number() - 1);
            String label = part.features().contains("label") ? "label of the row" : "label";
            Path file = bank.directory().resolve("data").resolve(name + ".csv");
            try {
                write(part, label, file);
            } catch (IOException e) {
                throw new DemoException("The rows of " + bank.name() + " cannot be written: " + e.getMessage(), e);
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("name", name);
            body.put("path", file.getFileName().toString());
            body.put("label", label);
            body.put("scope", scope);
            bank.register(body);
        }
    }

    private static void write(Dataset part, String label, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String feature : part.features()) {
                out.write("\"" + feature.replace("\"", "\"\"") + "\",");
            }
            out.write("\"" + label + "\"\n");
            for (int i = 0; i < part.size(); i++) {
                for (double value : part.row(i)) {
                    out.write(Double.toString(value));
                    out.write(',');
                }
                out.write(part.label(i) == 1 ? "1\n" : "0\n");
            }
        }
    }

    /** Runs a job to its end at every bank and returns the id of what it left, a model or an evaluation, the same at all banks. */
    public String run(ObjectNode proposal, String result) throws DemoException, InterruptedException {
        List<String> ids = jobs.run(proposal).stream()
                .map(view -> view.path("result").path(result).asText())
                .distinct()
                .toList();
        if (ids.size() != 1 || ids.getFirst().isEmpty()) {
            throw new DemoException("The banks do not have the same " + result + ": " + ids);
        }
        return ids.getFirst();
    }

    /** What the first bank's API answers. */
    public JsonNode get(String path) throws DemoException, InterruptedException {
        return banks.getFirst().get(path);
    }

    /** A model as the first bank's API tells it. The score spread is not part of that answer and reads as 1. */
    public LogisticModel model(String id) throws DemoException, InterruptedException {
        JsonNode model = get("/models/" + id);
        List<String> features = new ArrayList<>();
        model.path("features").forEach(name -> features.add(name.asText()));
        List<String> warnings = new ArrayList<>();
        model.path("warnings").forEach(warning -> warnings.add(warning.asText()));
        return new LogisticModel(
                features,
                numbers(model.path("mean"), features),
                numbers(model.path("std"), features),
                numbers(model.path("coefficients"), features),
                model.path("intercept").asDouble(Double.NaN),
                new TrainingSummary(
                        model.path("rows").asLong(),
                        model.path("frauds").asLong(),
                        model.path("rounds").asInt(),
                        model.path("converged").asBoolean(),
                        model.path("loss").asDouble(Double.NaN),
                        model.path("gradientNorm").asDouble(Double.NaN),
                        1,
                        model.path("ended").asText(),
                        warnings));
    }

    private static List<Double> numbers(JsonNode object, List<String> features) {
        return features.stream()
                .map(name -> object.path(name).asDouble(Double.NaN))
                .toList();
    }

    @Override
    public void close() throws DemoException {
        nodes.succeeded();
        nodes.close();
    }
}
