package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.statistics.FeatureStatistics;
import java.math.BigInteger;

/** What the sums of a round say of its trial point, before it is known whether the point is better than the best. */
sealed interface OpenedPoint {
    /**
     * Sums that can be right.
     *
     * @param loss sum of the log-loss
     * @param scoreSpread standard deviation of the rows' logits; 1 if all are equal
     * @param gradient of the loss and the L2 penalty
     */
    @SuppressWarnings("ArrayRecordComponent") // made here and used up by the fold that asked for it
    record Usable(double loss, double scoreSpread, double[] gradient) implements OpenedPoint {}

    /** Sums that cannot. */
    record Unusable(Failed failed) implements OpenedPoint {}

    /** Reads row count, loss, squared scores and gradient; what follows in the sums is left. */
    static OpenedPoint read(OpenedSums opened, FeatureStatistics statistics, double[] trial, double lambda) {
        BigInteger rows = opened.whole();
        if (!rows.equals(BigInteger.valueOf(statistics.rows()))) {
            return failed("The opened row count changed from " + statistics.rows() + " to " + rows
                    + " between two rounds; a bank's rows changed or a contribution was wrong");
        }
        double loss = opened.real();
        double squaredScores = opened.real();
        if (loss < 0 || squaredScores < 0) {
            return failed("The opened loss is " + loss + " and the sum of squared scores " + squaredScores
                    + ", but neither can be negative; a contribution was wrong");
        }
        double[] gradient = opened.reals(trial.length);
        for (int j = 0; j < trial.length - 1; j++) {
            gradient[j] += lambda * trial[j];
        }
        double variance = squaredScores / statistics.rows();
        return new Usable(loss, variance > 0 ? StrictMath.sqrt(variance) : 1, gradient);
    }

    private static OpenedPoint failed(String reason) {
        return new Unusable(new Failed(reason));
    }
}
