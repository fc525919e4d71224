package io.concordat.model.logistic;

import java.util.Objects;

/**
 * What one feature adds to a row's logit, compared with a row at the mean of all banks' training rows.
 *
 * @param feature the column
 * @param logOdds {@code coefficient * (x - mean) / std}; positive speaks for fraud
 */
public record ReasonContribution(String feature, double logOdds) {
    public ReasonContribution {
        Objects.requireNonNull(feature);
    }
}
