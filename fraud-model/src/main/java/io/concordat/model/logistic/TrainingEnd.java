package io.concordat.model.logistic;

import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Point;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ends a training with the model of its best point.
 *
 * @param rounds rounds with a trial point
 */
record TrainingEnd(LogisticSettings settings, FeatureStatistics statistics, int rounds) {
    private static final int STANDARDISATION_ROUNDS = 2;

    Finished converged(Point best, double goal) {
        return converged(best, String.format(Locale.ROOT, "gradient norm is at most %.1e", goal));
    }

    Finished converged(Point best, String why) {
        return finished(best, true, "Converged: " + why);
    }

    Finished noBetterPoint(Point best) {
        return finished(
                best,
                false,
                "Stopped: no point along the last step was better, halved " + StepRules.MAX_HALVINGS + " times");
    }

    Finished outOfRounds(Point best) {
        return finished(best, false, "Stopped: the agreed " + settings.maxRounds() + " rounds are used up");
    }

    boolean isOutOfRounds() {
        return rounds >= settings.maxRounds();
    }

    private Finished finished(Point best, boolean converged, String reason) {
        int last = best.weights().size() - 1;
        List<String> warnings = new ArrayList<>(statistics.warnings(settings.modelFeatures()));
        if (!converged) {
            warnings.add("Training ended before the optimum: gradient norm " + best.gradientNorm());
        }
        return new Finished(new LogisticModel(
                settings.modelFeatures(),
                statistics.mean(),
                statistics.std(),
                best.weights().subList(0, last),
                best.weights().get(last),
                new TrainingSummary(
                        statistics.rows(),
                        statistics.frauds(),
                        STANDARDISATION_ROUNDS + rounds,
                        converged,
                        best.loss(),
                        best.gradientNorm(),
                        best.scoreSpread(),
                        reason,
                        warnings)));
    }
}
