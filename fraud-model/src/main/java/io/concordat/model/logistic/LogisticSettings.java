package io.concordat.model.logistic;

import io.concordat.model.data.FeatureNames;
import java.util.List;
import java.util.Objects;

/**
 * What the banks agree on before training.
 *
 * @param features the columns of the rows, in order, a weight column among them
 * @param lambda L2 penalty on standardised coefficients, 1e-6 to 1e9; the intercept is free
 * @param maxRounds most rounds after standardisation, trial points of step halving included
 * @param minEffectiveRows a bank whose gradient rests on fewer rows than this refuses to contribute
 * @param extras weights, L1 penalty, a model to start from
 */
public record LogisticSettings(
        List<String> features, double lambda, int maxRounds, double minEffectiveRows, LogisticExtras extras) {
    public LogisticSettings {
        features = FeatureNames.checked(features);
        Objects.requireNonNull(extras);
        if (!(lambda >= 1e-6 && lambda <= 1e9)) {
            throw new IllegalArgumentException("Expected lambda from 1e-6 to 1e9 but found " + lambda);
        }
        if (maxRounds < 1 || maxRounds > 1_000) {
            throw new IllegalArgumentException("Expected 1 to 1000 Newton rounds but found " + maxRounds);
        }
        if (!(minEffectiveRows >= 0 && minEffectiveRows <= 1e9)) {
            throw new IllegalArgumentException("Expected 0 to 1e9 effective rows but found " + minEffectiveRows);
        }
        if (extras.weights().column().isPresent()
                && !features.contains(extras.weights().column().get().name())) {
            throw new IllegalArgumentException("There is no weight column "
                    + extras.weights().column().get().name() + " among " + features);
        }
        List<String> learnt = learnt(features, extras.weights());
        FeatureNames.checked(learnt);
        if (extras.start().isPresent() && !extras.start().get().features().equals(learnt)) {
            throw new IllegalArgumentException("The model to start from has columns "
                    + extras.start().get().features() + " but " + learnt + " are to be learnt from");
        }
    }

    /** Settings without extras. */
    public LogisticSettings(List<String> features, double lambda, int maxRounds, double minEffectiveRows) {
        this(features, lambda, maxRounds, minEffectiveRows, LogisticExtras.NONE);
    }

    /** lambda 1, at most 60 rounds, at least 30 effective rows. */
    public static LogisticSettings of(List<String> features) {
        return new LogisticSettings(features, 1.0, 60, 30.0);
    }

    /** The columns that the model learns from: all but a weight column that is no feature. */
    public List<String> modelFeatures() {
        return learnt(features, extras.weights());
    }

    private static List<String> learnt(List<String> features, RowWeights weights) {
        return features.stream()
                .filter(name -> weights.column()
                        .filter(column -> !column.alsoFeature() && column.name().equals(name))
                        .isEmpty())
                .toList();
    }

    /** The same with another least number of effective rows. */
    public LogisticSettings withMinEffectiveRows(double minimum) {
        return new LogisticSettings(features, lambda, maxRounds, minimum, extras);
    }

    /** The same with another penalty. */
    public LogisticSettings withLambda(double other) {
        return new LogisticSettings(features, other, maxRounds, minEffectiveRows, extras);
    }

    /** The same with other extras. */
    public LogisticSettings withExtras(LogisticExtras other) {
        return new LogisticSettings(features, lambda, maxRounds, minEffectiveRows, other);
    }

    /** The same with another number of rounds. */
    public LogisticSettings withMaxRounds(int rounds) {
        return new LogisticSettings(features, lambda, rounds, minEffectiveRows, extras);
    }
}
