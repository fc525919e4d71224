package io.concordat.model.logistic;

import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.StatisticsState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where training starts: at w = 0 with the intercept at the weighted log-odds of fraud, or at an earlier model. */
final class StartingPoint {
    private StartingPoint() {}

    /** Why there is nothing to learn, if all rows carry one label. */
    static Optional<String> oneLabel(StatisticsState.Variances variances) {
        long frauds = variances.frauds();
        if (frauds > 0 && frauds < variances.rows()) {
            return Optional.empty();
        }
        return Optional.of("All " + variances.rows() + " rows of all banks carry label " + (frauds == 0 ? 0 : 1)
                + ", so there is nothing to tell apart");
    }

    /** Standardised coefficients, then the intercept. */
    static List<Double> of(LogisticSettings settings, FeatureStatistics statistics, NewtonPlan plan) {
        return settings.extras()
                .start()
                .map(model -> carriedOver(model, statistics))
                .filter(plan::isWithinBounds)
                .orElseGet(() -> atTheFraudRate(settings, statistics));
    }

    private static List<Double> atTheFraudRate(LogisticSettings settings, FeatureStatistics statistics) {
        double genuine = statistics.rows() - statistics.frauds();
        List<Double> weights =
                new ArrayList<>(Collections.nCopies(statistics.mean().size(), 0.0));
        weights.add(StrictMath.log(settings.extras().weights().fraud() * statistics.frauds() / genuine));
        return weights;
    }

    /** The same logits on the new scale: {@code w'_j = w_j std'_j / std_j}, {@code b' = b + Σ w_j (mean'_j - mean_j) / std_j}. */
    private static List<Double> carriedOver(LogisticModel model, FeatureStatistics statistics) {
        List<Double> weights = new ArrayList<>();
        double intercept = model.intercept();
        for (int j = 0; j < model.coefficients().size(); j++) {
            double perUnit = model.coefficients().get(j) / model.std().get(j);
            boolean constant = statistics.constant().get(j);
            weights.add(constant ? 0.0 : perUnit * statistics.std().get(j));
            intercept += perUnit * (statistics.mean().get(j) - model.mean().get(j));
        }
        weights.add(intercept);
        return weights;
    }
}
