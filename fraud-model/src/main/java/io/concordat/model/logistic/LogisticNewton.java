package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.List;
import java.util.Optional;

/** Logistic regression by damped Newton steps: a round opens loss, gradient and Hessian of one trial point. Up to 500 columns. */
public final class LogisticNewton extends LogisticTraining<Newton> {
    private static final int MAX_FEATURES = 500;

    public LogisticNewton(LogisticSettings settings) {
        super(settings, Newton.class, true);
        int features = settings.modelFeatures().size();
        if (features > MAX_FEATURES) {
            throw new IllegalArgumentException("Expected at most " + MAX_FEATURES
                    + " feature columns for Newton, whose Hessian has d²/2 entries, but found " + features);
        }
    }

    @Override
    public String name() {
        return "logistic-newton/v1";
    }

    @Override
    Newton first(FeatureStatistics statistics, List<Double> weights) {
        return new Newton(statistics, weights, Optional.empty(), 0, 0);
    }

    @Override
    LogisticState step(Newton trial, NewtonPlan bounds, OpenedSums opened) {
        return new NewtonFold(settings(), trial, bounds).fold(opened);
    }

    @Override
    void writeRest(StateWriter out, Newton trial) {
        trial.best().ifPresent(best -> out.reals(best.weights())
                .f64(best.loss())
                .f64(best.objective())
                .f64(best.gradientNorm())
                .f64(best.scoreSpread()));
    }

    @Override
    Newton readTrial(FeatureStatistics statistics, List<Double> weights, int halvings, int rounds, StateReader in)
            throws StateDecodeException {
        Optional<BestPoint> best = rounds == 0
                ? Optional.empty()
                : Optional.of(new BestPoint(in.reals(weights.size()), in.f64(), in.f64(), in.f64(), in.f64()));
        return new Newton(statistics, weights, best, halvings, rounds);
    }
}
