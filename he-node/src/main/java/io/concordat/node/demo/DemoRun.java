package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.logistic.TrainingSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demonstration from the file to the table. Whatever can be wrong with the input is found before a node starts. */
final class DemoRun {
    private static final String TRAINING = "training";
    private static final String HOLD_OUT = "hold-out";

    private final DemoOptions options;
    private final DemoOutput output;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    DemoRun(DemoOptions options, DemoOutput output, double buildSeconds) {
        this.options = options;
        this.output = output;
        seconds.put("build", buildSeconds);
    }

    /** Runs to the end; true if the encrypted run equals its twin. */
    boolean run() throws DemoException, InterruptedException {
        output.step("Rows");
        DemoSplit split = deal();
        PlainModels plain = new PlainModels(split);
        PlainModels.Twin twin = plain.twin(options.minimumEffectiveRows());
        sayTwin(twin);
        List<PlainModels.Alone> alone = plain.alone(options.budget());
        try (BankNodes nodes = new BankNodes(options.banks(), options.directory(), output)) {
            try {
                boolean same = together(nodes.start(), split, twin, alone);
                if (same) {
                    nodes.succeeded();
                }
                if (options.keep()) {
                    nodes.keep();
                }
                return same;
            } catch (DemoException e) {
                nodes.explain();
                throw e;
            }
        }
    }

    private DemoSplit deal() throws DemoException {
        DemoRows rows = DemoRows.read(options.csv(), options.label(), options.ignored());
        DemoSplit split = DemoSplit.of(rows, options.banks(), options.seed());
        long frauds = rows.rows().stream().filter(DemoRows.Row::fraud).count();
        output.say(options.csv() + ": " + rows.rows().size() + " rows, " + frauds + " frauds (" + options.label()
                + " = 1), " + rows.features().size() + " feature columns");
        output.say("Dealt over " + options.banks() + " banks and a hold-out of 30 %, seed " + options.seed() + ":");
        for (int i = 0; i < split.banks(); i++) {
            output.say("bank " + (i + 1) + "  " + count(split.training().get(i)) + " to train, "
                    + count(split.holdOut().get(i)) + " of the hold-out");
        }
        return split;
    }

    private static String count(List<DemoRows.Row> part) {
        return part.size() + " rows ("
                + part.stream().filter(DemoRows.Row::fraud).count() + " frauds)";
    }

    private void sayTwin(PlainModels.Twin twin) {
        TrainingSummary training = twin.model().training();
        output.say("Plain twin computed by this driver: " + training.rounds() + " rounds. " + training.reason());
        training.warnings().forEach(output::say);
        if (twin.minimumEffectiveRows() < 30) {
            output.say("Charter: banks accept gradients of as few as " + twin.minimumEffectiveRows()
                    + " effective rows (default 30), because some bank's rows carry fewer here.");
        }
    }

    private boolean together(List<Bank> banks, DemoSplit split, PlainModels.Twin twin, List<PlainModels.Alone> alone)
            throws DemoException, InterruptedException {
        output.step("Consortium");
        new Founding(banks, output).found(options.keyBits(), twin.minimumEffectiveRows());

        output.step("Key ceremony: a joint key of " + options.keyBits() + " bits that nobody holds");
        Stopwatch ceremony = new Stopwatch();
        new CeremonyLead(banks, output).run();
        seconds.put("ceremony", ceremony.seconds());

        output.step("Training on encrypted sums");
        Stopwatch training = new Stopwatch();
        register(banks, split);
        JobLead jobs = new JobLead(banks, output);
        List<JsonNode> trained = jobs.run(training());
        String modelId = sameResult(trained, "model");
        seconds.put("train", training.seconds());

        output.step("Evaluation: two encrypted score histograms");
        Stopwatch evaluation = new Stopwatch();
        List<JsonNode> evaluated = jobs.run(evaluation(modelId));
        String evaluationId = sameResult(evaluated, "evaluation");
        seconds.put("evaluate", evaluation.seconds());

        Bank first = banks.getFirst();
        output.step("Scoring held-out transactions at " + first.name());
        Stopwatch scoring = new Stopwatch();
        List<String> differences = new ArrayList<>(new Scoring(split, twin.model()).at(first, modelId, output));
        seconds.put("score", scoring.seconds());

        JointResult joint = new JointResult(
                first.get("/models/" + modelId),
                first.get("/evaluations/" + evaluationId + "?budget=" + options.budget()));
        Comparison comparison = Comparison.of(joint, twin).and(differences);
        conclude(joint, comparison, twin, alone, Receipt.of(List.of(trained, evaluated)), split);
        return comparison.same();
    }

    private void register(List<Bank> banks, DemoSplit split) throws DemoException, InterruptedException {
        for (Bank bank : banks) {
            int index = bank.number() - 1;
            register(bank, split, split.training().get(index), TRAINING);
            register(bank, split, split.holdOut().get(index), HOLD_OUT);
        }
        output.say("Each bank registered its rows as data sets \"" + TRAINING + "\" and \"" + HOLD_OUT + "\".");
    }

    private static void register(Bank bank, DemoSplit split, List<DemoRows.Row> rows, String name)
            throws DemoException, InterruptedException {
        Path file = bank.directory().resolve("data").resolve(name + ".csv");
        try {
            split.write(rows, file);
        } catch (IOException e) {
            throw new DemoException("The rows of " + bank.name() + " cannot be written: " + e.getMessage(), e);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name);
        body.put("path", file.getFileName().toString());
        body.put("label", split.label());
        bank.post("/data-sets", body);
    }

    private ObjectNode training() {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("function", "logistic-newton/v1");
        proposal.put("dataSet", TRAINING);
        return proposal;
    }

    private ObjectNode evaluation(String modelId) {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("function", "score-histograms/v1");
        proposal.put("dataSet", HOLD_OUT);
        proposal.put("model", modelId);
        return proposal;
    }

    /** The result's id, which all banks must agree on: it is a hash of job and content. */
    private static String sameResult(List<JsonNode> views, String what) throws DemoException {
        List<String> ids = views.stream()
                .map(view -> view.path("result").path(what).asText())
                .distinct()
                .toList();
        if (ids.size() != 1 || ids.getFirst().isEmpty()) {
            throw new DemoException("The banks do not have the same " + what + ": " + ids);
        }
        return ids.getFirst();
    }

    private void conclude(
            JointResult joint,
            Comparison comparison,
            PlainModels.Twin twin,
            List<PlainModels.Alone> alone,
            Receipt receipt,
            DemoSplit split)
            throws DemoException {
        output.step("Result, every model on the same pooled hold-out");
        ResultTable.lines(joint, twin, alone, options.budget()).forEach(output::say);
        output.say("");
        output.say("Largest coefficient difference between encrypted and plain: "
                + comparison.maxAbsCoefficientDifference());
        if (comparison.same()) {
            output.say("The encrypted run equals its plain twin to the bit.");
        } else {
            output.say("THE ENCRYPTED RUN DIFFERS FROM ITS PLAIN TWIN:");
            comparison.differences().forEach(output::say);
        }
        output.step("Receipt");
        receipt.lines().forEach(output::say);
        output.say(String.format(
                Locale.ROOT,
                "seconds: build %.0f, ceremony %.1f, train %.1f, evaluate %.1f, score %.2f",
                seconds.get("build"),
                seconds.get("ceremony"),
                seconds.get("train"),
                seconds.get("evaluate"),
                seconds.get("score")));
        if (options.report().isPresent()) {
            Path file = options.report().get();
            new DemoReport(
                            receipt.keyBits(),
                            split.rows(),
                            split.features().size(),
                            joint,
                            comparison,
                            alone,
                            receipt.toJson(),
                            seconds)
                    .write(file);
            output.say("Report written to " + file + ".");
        }
    }
}
