package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Each bank alone, one joint model, and one with shared history, in a card world; compared with the plain twin of everything. */
final class CardsDemo {
    private static final String SCOPE = "cards";
    private static final String TRAINING = "training";
    private static final String TRAINING_WITH_HISTORY = "training-with-history";
    private static final String HOLD_OUT_WITH_HISTORY = "hold-out-with-history";

    private final Options options;
    private final DemoOutput output;

    /** What is asked for; see {@link CardsDemoCommand}. */
    record Options(int banks, int keyBits, int customers, int terminals, long seed, double budget) {}

    CardsDemo(Options options, DemoOutput output) {
        this.options = options;
        this.output = output;
    }

    /** Runs to the end; true if everything equals its twin. */
    boolean run(double buildSeconds) throws DemoException, InterruptedException {
        Stopwatch all = new Stopwatch();
        output.step("A world of card payments");
        CardsRows rows = new CardsRows(options);
        sayWorld(rows);
        CardsTwin twin = new CardsTwin(rows);
        output.say("Charter: banks accept gradients of " + twin.minimumEffectiveRows() + " effective rows or more.");
        try (BankNodes nodes = new BankNodes(options.banks(), Optional.empty(), output)) {
            try {
                List<String> differences = together(nodes.start(), rows, twin);
                output.say(String.format(
                        Locale.ROOT, "Build %.0f s, everything after it %.0f s.", buildSeconds, all.seconds()));
                if (differences.isEmpty()) {
                    nodes.succeeded();
                    output.say("Every opened cell, coefficient and histogram equals its plain twin.");
                }
                differences.forEach(difference -> output.say("DIFFERENT: " + difference));
                return differences.isEmpty();
            } catch (DemoException e) {
                nodes.explain();
                throw e;
            }
        }
    }

    private void sayWorld(CardsRows rows) {
        output.say(options.customers() + " customers of " + options.banks() + " unequal banks, " + options.terminals()
                + " terminals, seed " + options.seed() + ". Labels are known after " + CardsRows.DELAY + " days.");
        for (int bank = 0; bank < rows.banks().size(); bank++) {
            List<CardsRows.Row> own = rows.banks().get(bank);
            output.say(String.format(
                    Locale.ROOT,
                    "bank %d  %d payments, %d frauds; %d payments to train on, %d held out",
                    bank + 1,
                    own.size(),
                    own.stream().filter(row -> row.payment().fraud()).count(),
                    count(own, CardsRows.TRAINING),
                    count(own, CardsRows.HOLD_OUT)));
        }
    }

    private static long count(List<CardsRows.Row> rows, CardsRows.Span span) {
        return rows.stream().filter(row -> span.holds(row.payment())).count();
    }

    private List<String> together(List<Bank> banks, CardsRows rows, CardsTwin twin)
            throws DemoException, InterruptedException {
        output.step("Consortium and a joint key of " + options.keyBits() + " bits that nobody holds");
        new Founding(banks, output).found(options.keyBits(), twin.minimumEffectiveRows());
        new CeremonyLead(banks, output).run();
        JobLead jobs = new JobLead(banks, output);
        CardsComparison comparison = new CardsComparison(banks, rows);

        output.step("Joint model on each bank's own columns");
        register(banks, rows);
        String joint = only(jobs.run(onDataSet("logistic-newton/v1", TRAINING)), "model");
        comparison.model("joint model", banks.getFirst().get("/models/" + joint), twin.joint());

        output.step("Shared history: at how many banks did each terminal have a fraud, by day");
        only(jobs.run("/history/jobs", history(rows)), "history");
        comparison.cells(twin.cells());
        join(banks, rows, TRAINING_WITH_HISTORY);
        join(banks, rows, HOLD_OUT_WITH_HISTORY);

        output.step("Joint model on own columns and shared history");
        String shared = only(jobs.run(onDataSet("logistic-newton/v1", TRAINING_WITH_HISTORY)), "model");
        comparison.model("model with shared history", banks.getFirst().get("/models/" + shared), twin.shared());

        output.step("Evaluation of it: two encrypted score histograms");
        ObjectNode evaluate =
                onDataSet("score-histograms/v1", HOLD_OUT_WITH_HISTORY).put("model", shared);
        String evaluation = only(jobs.run(evaluate), "evaluation");
        comparison.histograms(banks.getFirst().get("/evaluations/" + evaluation), twin.histograms());

        output.step("Result");
        new CardsTable(rows, twin, options.budget()).lines().forEach(output::say);
        return comparison.differences();
    }

    private void register(List<Bank> banks, CardsRows rows) throws DemoException, InterruptedException {
        for (Bank bank : banks) {
            Path data = bank.directory().resolve("data");
            rows.write(bank.number() - 1, Optional.empty(), data.resolve("events.csv"));
            rows.write(bank.number() - 1, Optional.of(CardsRows.TRAINING), data.resolve("training.csv"));
            rows.write(bank.number() - 1, Optional.of(CardsRows.HOLD_OUT), data.resolve("hold-out.csv"));
            try {
                Files.write(data.resolve("terminals.txt"), rows.terminals().keys());
            } catch (IOException e) {
                throw new DemoException("The directory of terminals cannot be written: " + e.getMessage(), e);
            }
            ObjectNode own = object().put("name", TRAINING)
                    .put("path", "training.csv")
                    .put("label", "fraud")
                    .put("scope", SCOPE);
            own.putArray("ignore").add("terminal").add("time");
            bank.post("/data-sets", own);
            bank.post(
                    "/history/directories",
                    object().put("path", "terminals.txt").put("version", 1));
            bank.post("/history/sources", events("card-events", "events.csv"));
        }
        output.say("Each bank registered its rows, the public directory of terminals, and its events.");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode events(String name, String path) {
        return object().put("name", name)
                .put("path", path)
                .put("scope", SCOPE)
                .put("key", "terminal")
                .put("time", "time")
                .put("label", "fraud")
                .put("labelDelayDays", CardsRows.DELAY);
    }

    private static ObjectNode history(CardsRows rows) {
        return object().put("source", "card-events")
                .put("directory", rows.terminals().digest())
                .put("from", rows.firstCell().toString())
                .put("to", rows.lastCell().toString());
    }

    private void join(List<Bank> banks, CardsRows rows, String name) throws DemoException, InterruptedException {
        for (Bank bank : banks) {
            String file = name.replace("-with-history", ".csv");
            bank.post(
                    "/history/data-sets",
                    events(name, file).put("directory", rows.terminals().digest()));
        }
        output.say("Each bank added history columns to its own rows: data set \"" + name + "\".");
    }

    private static ObjectNode onDataSet(String function, String dataSet) {
        return object().put("function", function).put("dataSet", dataSet);
    }

    /** What a job left, which all banks must agree on. */
    private static String only(List<JsonNode> views, String what) throws DemoException {
        List<String> found = new ArrayList<>(views.stream()
                .map(view -> view.path("result").path(what).asText())
                .distinct()
                .toList());
        if (found.size() != 1 || found.getFirst().isEmpty()) {
            throw new DemoException("The banks do not have the same " + what + ": " + found);
        }
        return found.getFirst();
    }
}
