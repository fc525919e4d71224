package io.concordat.model.logistic;

import io.concordat.model.data.FeatureNames;
import java.util.List;

/**
 * What the banks agree on before training.
 *
 * @param features the columns, in order; at most 500, since the Hessian has d²/2 entries
 * @param lambda L2 penalty on standardised coefficients, 1e-6 to 1e9; the intercept is free
 * @param maxRounds most Newton rounds, trial points of step halving included
 * @param minEffectiveRows a bank whose gradient rests on fewer rows than this refuses to contribute
 */
public record LogisticSettings(List<String> features, double lambda, int maxRounds, double minEffectiveRows) {
    private static final int MAX_FEATURES = 500;

    public LogisticSettings {
        features = FeatureNames.checked(features);
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_FEATURES + " feature columns for Newton but found " + features.size());
        }
        if (!(lambda >= 1e-6 && lambda <= 1e9)) {
            throw new IllegalArgumentException("Expected lambda from 1e-6 to 1e9 but found " + lambda);
        }
        if (maxRounds < 1 || maxRounds > 1_000) {
            throw new IllegalArgumentException("Expected 1 to 1000 Newton rounds but found " + maxRounds);
        }
        if (!(minEffectiveRows >= 0 && minEffectiveRows <= 1e9)) {
            throw new IllegalArgumentException("Expected 0 to 1e9 effective rows but found " + minEffectiveRows);
        }
    }

    /** lambda 1, at most 60 Newton rounds, at least 30 effective rows. */
    public static LogisticSettings of(List<String> features) {
        return new LogisticSettings(features, 1.0, 60, 30.0);
    }

    /** The same with another least number of effective rows. */
    public LogisticSettings withMinEffectiveRows(double minimum) {
        return new LogisticSettings(features, lambda, maxRounds, minimum);
    }

    /** The same with another penalty. */
    public LogisticSettings withLambda(double other) {
        return new LogisticSettings(features, other, maxRounds, minEffectiveRows);
    }
}
