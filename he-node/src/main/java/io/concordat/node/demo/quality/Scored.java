package io.concordat.node.demo.quality;

import io.concordat.model.evaluation.RankingMetrics;
import io.concordat.model.evaluation.RocCurve;
import io.concordat.model.evaluation.ScoreGroups;
import io.concordat.model.logistic.LogisticModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Exact scores of test rows, row by row, and the reference table's metrics of them. */
final class Scored {
    private static final double BUDGET = 0.01;
    private static final List<String> BUDGETS = List.of("0.01", "0.005");

    private final List<double[]> scores = new ArrayList<>();
    private final List<boolean[]> frauds = new ArrayList<>();
    private final List<List<Integer>> crossInstitution = new ArrayList<>();

    /** Adds one bank's test rows, scored by the model that bank would use. */
    void add(LogisticModel model, Study.BankRows bank) {
        add(bank, model::logit);
    }

    /** Adds test rows of a bank that gives every row the same score. */
    void addConstant(double logit, Study.BankRows bank) {
        add(bank, _ -> logit);
    }

    private void add(Study.BankRows bank, ToDoubleFunction<double[]> logit) {
        int size = bank.test().size();
        double[] score = new double[size];
        boolean[] fraud = new boolean[size];
        for (int i = 0; i < size; i++) {
            score[i] = logit.applyAsDouble(bank.test().row(i));
            fraud[i] = bank.test().label(i) == 1;
        }
        scores.add(score);
        frauds.add(fraud);
        crossInstitution.add(bank.crossInstitution());
    }

    /** Metrics by the reference's names; empty if one label does not occur. */
    Map<String, Double> metrics() {
        double[] all = scores.stream().flatMapToDouble(Arrays::stream).toArray();
        boolean[] labels = new boolean[all.length];
        int at = 0;
        for (boolean[] part : frauds) {
            System.arraycopy(part, 0, labels, at, part.length);
            at += part.length;
        }
        ScoreGroups groups = ScoreGroups.ofScores(all, labels);
        Optional<RankingMetrics> ranking = RankingMetrics.of(groups, BUDGET);
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (ranking.isEmpty()) {
            return metrics;
        }
        RocCurve roc = RocCurve.of(groups);
        metrics.put("auc", ranking.get().auc());
        metrics.put("ap", ranking.get().averagePrecision());
        metrics.put("ks", ranking.get().ks());
        metrics.put("r1", roc.recallAt(0.01));
        metrics.put("r01", roc.recallAt(0.001));
        metrics.put("rb", ranking.get().recallAtBudget());
        BUDGETS.forEach(budget -> alerts(budget, Double.parseDouble(budget), metrics));
        return metrics;
    }

    /** Each bank alerts on the given share of its own rows. */
    private void alerts(String name, double budget, Map<String, Double> metrics) {
        double alerts = 0;
        double found = 0;
        double all = 0;
        double foundCross = 0;
        double allCross = 0;
        for (int bank = 0; bank < scores.size(); bank++) {
            double[] score = scores.get(bank);
            boolean[] fraud = frauds.get(bank);
            List<Integer> cross = crossInstitution.get(bank);
            List<Integer> order = IntStream.range(0, score.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> score[i]).reversed())
                    .toList();
            long budgeted = Math.round(Math.rint(budget * score.length));
            for (int rank = 0; rank < score.length; rank++) {
                int row = order.get(rank);
                int hit = fraud[row] ? 1 : 0;
                int crossHit = hit == 1 && !cross.isEmpty() ? cross.get(row) : 0;
                all += hit;
                allCross += crossHit;
                if (rank < budgeted) {
                    alerts++;
                    found += hit;
                    foundCross += crossHit;
                }
            }
        }
        metrics.put("recall_budget" + name + "_perbank", found / all);
        if (allCross > 0) {
            metrics.put("recall_budget" + name + "_crossinst", foundCross / allCross);
        }
        if (alerts > 0) {
            metrics.put("precision_budget" + name, found / alerts);
        }
    }
}
