package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import io.concordat.model.logistic.LogisticModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one data set's models into the report, beside the reference. */
final class Comparison {
    private static final double LAMBDA = 1;

    private final String dataSet;
    private final Reference reference;
    private final QualityReport report;
    private final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();

    Comparison(String dataSet, Reference reference, QualityReport report) {
        this.dataSet = dataSet;
        this.reference = reference;
        this.report = report;
    }

    /** A joint model: coefficients, objective, and metrics of exact scores. */
    void joint(Study.Model study, LogisticModel model) {
        String name = study.jointName();
        coefficients(name, model);
        double rows = model.training().rows();
        double squares = model.coefficients().stream().mapToDouble(w -> w * w).sum();
        add(
                name,
                "train_mean_logloss",
                number(name, "train_mean_logloss"),
                model.training().loss() / rows);
        add(
                name,
                "objective_mean_logloss_plus_l2",
                number(name, "objective_mean_logloss_plus_l2"),
                (model.training().loss() + LAMBDA / 2 * squares) / rows);
        add(name, "gradient_norm", Optional.empty(), model.training().gradientNorm());
        add(name, "rounds", Optional.empty(), model.training().rounds());
        Scored test = new Scored();
        study.banks().forEach(bank -> test.add(model, bank));
        metrics(name, study.withTrain() ? "test." : "", test);
        if (study.withTrain()) {
            Scored train = new Scored();
            study.train().forEach(rowsOf -> train.add(model, new Study.BankRows(rowsOf, rowsOf, List.of())));
            train.metrics()
                    .forEach((metric, ours) -> add(name, "train." + metric, reference.trainMetric(name, metric), ours));
        }
    }

    private void coefficients(String name, LogisticModel model) {
        Map<String, Double> expected = reference.coefficients(name);
        Map<String, Double> found = new LinkedHashMap<>();
        for (int j = 0; j < model.features().size(); j++) {
            found.put(model.features().get(j), model.coefficients().get(j));
        }
        found.put("intercept", model.intercept());
        double largest = 0;
        for (Map.Entry<String, Double> each : found.entrySet()) {
            Optional<Double> wanted = Optional.ofNullable(expected.get(each.getKey()));
            add(name, "coefficient " + each.getKey(), wanted, each.getValue());
            largest = Math.max(
                    largest,
                    wanted.map(value -> Math.abs(each.getValue() - value)).orElse(0.0));
        }
        if (!expected.isEmpty()) {
            boolean sameColumns = expected.keySet().equals(found.keySet());
            add(name, "max_abs_coefficient_difference", Optional.of(0.0), sameColumns ? largest : Double.NaN);
        }
    }

    /**
     * Each bank's own model on its own test rows. A bank without frauds to learn from gives every row the fraud rate of all banks,
     * which it could read in any report; a bank that cannot train for another reason ends the comparison with a note.
     */
    void alone(Study.Model study) {
        Scored test = new Scored();
        for (Study.BankRows bank : study.banks()) {
            Optional<LogisticModel> model = PlainTwin.alone(bank.train());
            if (model.isPresent()) {
                test.add(model.get(), bank);
            } else if (frauds(bank.train()) == 0) {
                test.addConstant(logitOfAll(study), bank);
            } else {
                report.note(dataSet + ", " + study.aloneName() + ": a bank's own rows train no model");
                return;
            }
        }
        metrics(study.aloneName(), "", test);
    }

    private static long frauds(Dataset rows) {
        long frauds = 0;
        for (int i = 0; i < rows.size(); i++) {
            frauds += rows.label(i) == 1 ? 1 : 0;
        }
        return frauds;
    }

    private static double logitOfAll(Study.Model study) {
        double rows = study.train().stream().mapToDouble(Dataset::size).sum();
        double frauds = study.train().stream().mapToDouble(Comparison::frauds).sum();
        return Math.log(frauds / (rows - frauds));
    }

    /** What the histograms that were opened say, beside the exact scores of the same model. */
    void opened(String name, double auc, double ks) {
        Map<String, Double> exact = metrics.getOrDefault(name, Map.of());
        add(name, "auc_from_opened_histograms", Optional.ofNullable(exact.get("auc")), auc);
        add(name, "ks_from_opened_histograms", Optional.ofNullable(exact.get("ks")), ks);
    }

    /** The encrypted model's largest distance from its plain twin. */
    void twin(String name, LogisticModel model, LogisticModel twin) {
        double largest = Math.abs(model.intercept() - twin.intercept());
        for (int j = 0; j < twin.coefficients().size(); j++) {
            largest = Math.max(
                    largest,
                    Math.abs(model.coefficients().get(j) - twin.coefficients().get(j)));
        }
        add(name, "max_abs_difference_from_plain_twin", Optional.of(0.0), largest);
    }

    /** What one model over shared history finds more than each bank alone with its own. */
    void uplift() {
        for (String budget : List.of("0.01", "0.005")) {
            uplift("all_frauds_budget" + budget, "recall_budget" + budget + "_perbank");
            uplift("cross_institution_budget" + budget, "recall_budget" + budget + "_crossinst");
        }
    }

    private void uplift(String name, String metric) {
        Double alone = metrics.getOrDefault("alone_own_terminal", Map.of()).get(metric);
        Double joint = metrics.getOrDefault("joint_cross_bank", Map.of()).get(metric);
        if (alone != null && joint != null && alone > 0) {
            add("uplift", name, reference.uplift(name), joint / alone - 1);
        }
    }

    private void metrics(String name, String prefix, Scored scored) {
        Map<String, Double> found = scored.metrics();
        metrics.put(name, found);
        found.forEach((metric, ours) -> add(name, prefix + metric, reference.metric(name, metric), ours));
    }

    private Optional<Double> number(String model, String name) {
        return reference.number(model, List.of(name));
    }

    private void add(String model, String metric, Optional<Double> expected, double ours) {
        report.add(dataSet, model, metric, expected, ours);
    }
}
