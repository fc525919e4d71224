package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.logistic.TrainingSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demonstration from the file to the table. Whatever can be wrong with the input is found before a node starts. */
final class DemoRun {

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
        DemoSplit split = DealtRows.deal(options.rows(), options.banks(), output);
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
        DealtRows.register(banks, split, output);
        JobLead jobs = new JobLead(banks, output);
        output.command("job propose --function logistic-newton/v1 --data-set " + DealtRows.TRAINING);
        List<JsonNode> trained = jobs.run(training());
        String modelId = sameResult(trained, "model");
        seconds.put("train", training.seconds());

        output.step("Evaluation: two encrypted score histograms");
        Stopwatch evaluation = new Stopwatch();
        output.command(
                "job propose --function score-histograms/v1 --data-set " + DealtRows.HOLD_OUT + " --model " + modelId);
        List<JsonNode> evaluated = jobs.run(evaluation(modelId));
        String evaluationId = sameResult(evaluated, "evaluation");
        output.command("model evaluation " + evaluationId);
        seconds.put("evaluate", evaluation.seconds());

        Bank first = banks.getFirst();
        output.step("Scoring held-out transactions at " + first.name());
        output.command("model score " + modelId + " --in transactions.json");
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

    private ObjectNode training() {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("function", "logistic-newton/v1");
        proposal.put("dataSet", DealtRows.TRAINING);
        return proposal;
    }

    private ObjectNode evaluation(String modelId) {
        ObjectNode proposal = JsonNodeFactory.instance.objectNode();
        proposal.put("function", "score-histograms/v1");
        proposal.put("dataSet", DealtRows.HOLD_OUT);
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
