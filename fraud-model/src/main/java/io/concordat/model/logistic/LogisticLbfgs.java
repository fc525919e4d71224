package io.concordat.model.logistic;

import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.logistic.LogisticState.Descending;
import io.concordat.model.logistic.LogisticState.GradientPoint;
import io.concordat.model.logistic.LogisticState.Move;
import io.concordat.model.statistics.FeatureStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Logistic regression for wide tables, up to 5,000 columns: the same objective as {@link LogisticNewton}, but a round opens loss and
 * gradient only (d numbers, not d²/2), and L-BFGS needs more rounds. There is no L1 penalty here.
 */
public final class LogisticLbfgs extends LogisticTraining<Descending> {

    public LogisticLbfgs(LogisticSettings settings) {
        super(settings, Descending.class, false);
        if (settings.extras().l1() > 0) {
            throw new IllegalArgumentException(
                    "L-BFGS takes no L1 penalty but found " + settings.extras().l1());
        }
    }

    @Override
    public String name() {
        return "logistic-lbfgs/v1";
    }

    @Override
    Descending first(FeatureStatistics statistics, List<Double> weights) {
        return new Descending(statistics, weights, Optional.empty(), List.of(), 0, 0);
    }

    @Override
    LogisticState step(Descending trial, NewtonPlan bounds, OpenedSums opened) {
        return new DescentFold(settings(), trial, bounds).fold(opened);
    }

    @Override
    void writeRest(StateWriter out, Descending trial) {
        out.i32(trial.history().size());
        trial.history().forEach(move -> out.reals(move.step()).reals(move.change()));
        trial.best().ifPresent(best -> out.reals(best.weights())
                .reals(best.gradient())
                .f64(best.loss())
                .f64(best.scoreSpread()));
    }

    @Override
    Descending readTrial(FeatureStatistics statistics, List<Double> weights, int halvings, int rounds, StateReader in)
            throws StateDecodeException {
        int moves = in.i32();
        if (moves < 0 || moves > LbfgsDirection.MEMORY) {
            throw new StateDecodeException("Expected 0 to " + LbfgsDirection.MEMORY + " moves but found " + moves);
        }
        int size = weights.size();
        List<Move> history = new ArrayList<>();
        for (int i = 0; i < moves; i++) {
            history.add(new Move(in.reals(size), in.reals(size)));
        }
        Optional<GradientPoint> best = rounds == 0
                ? Optional.empty()
                : Optional.of(new GradientPoint(in.reals(size), in.reals(size), in.f64(), in.f64()));
        return new Descending(statistics, weights, best, history, halvings, rounds);
    }
}
