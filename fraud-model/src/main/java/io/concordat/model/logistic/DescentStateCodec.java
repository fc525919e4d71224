package io.concordat.model.logistic;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.logistic.DescentState.Descending;
import io.concordat.model.logistic.DescentState.Failed;
import io.concordat.model.logistic.DescentState.Finished;
import io.concordat.model.logistic.DescentState.Move;
import io.concordat.model.logistic.DescentState.Point;
import io.concordat.model.logistic.DescentState.Preparing;
import io.concordat.model.statistics.StatisticsState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Canonical bytes of {@link DescentState}, opened by the computation's name and settings. */
final class DescentStateCodec {
    private static final int PREPARING = 1;
    private static final int DESCENDING = 2;
    private static final int FINISHED = 3;
    private static final int FAILED = 4;
    private static final int MAX_STATISTICS_BYTES = 8 << 20;

    private DescentStateCodec() {}

    static byte[] encode(LogisticLbfgs computation, DescentState state) {
        StateWriter out = new StateWriter().text(computation.name());
        LogisticSettingsCodec.write(out, computation.settings());
        switch (state) {
            case Preparing preparing ->
                out.u8(PREPARING).sized(computation.preparation().encode(preparing.statistics()));
            case Descending descending -> write(out.u8(DESCENDING), computation, descending);
            case Finished finished -> LogisticModelCodec.write(out.u8(FINISHED), finished.model());
            case Failed failed -> out.u8(FAILED).text(failed.reason());
        }
        return out.toByteArray();
    }

    private static void write(StateWriter out, LogisticLbfgs computation, Descending state) {
        out.sized(computation.preparation().encode(new StatisticsState.Known(state.statistics())))
                .reals(state.trial())
                .i32(state.halvings())
                .i32(state.rounds())
                .i32(state.history().size());
        state.history().forEach(move -> out.reals(move.step()).reals(move.change()));
        state.best().ifPresent(best -> out.reals(best.weights())
                .reals(best.gradient())
                .f64(best.loss())
                .f64(best.scoreSpread()));
    }

    static DescentState decode(LogisticLbfgs computation, byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, in -> read(computation, in), state -> encode(computation, state));
    }

    private static DescentState read(LogisticLbfgs computation, StateReader in) throws StateDecodeException {
        in.expect(computation.name());
        LogisticSettingsCodec.expect(in, computation.settings());
        int kind = in.u8();
        return switch (kind) {
            case PREPARING -> new Preparing(computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES)));
            case DESCENDING -> readDescending(computation, in);
            case FINISHED -> new Finished(LogisticModelCodec.read(in));
            case FAILED -> new Failed(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 4 but found " + kind);
        };
    }

    private static Descending readDescending(LogisticLbfgs computation, StateReader in) throws StateDecodeException {
        if (!(computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES))
                instanceof StatisticsState.Known(var statistics))) {
            throw new StateDecodeException("A descent needs finished statistics");
        }
        int size = computation.settings().modelFeatures().size() + 1;
        List<Double> trial = in.reals(size);
        int halvings = in.i32();
        int rounds = in.i32();
        int moves = in.i32();
        if (moves < 0 || moves > LbfgsDirection.MEMORY) {
            throw new StateDecodeException("Expected 0 to " + LbfgsDirection.MEMORY + " moves but found " + moves);
        }
        List<Move> history = new ArrayList<>();
        for (int i = 0; i < moves; i++) {
            history.add(new Move(in.reals(size), in.reals(size)));
        }
        Optional<Point> best = rounds == 0
                ? Optional.empty()
                : Optional.of(new Point(in.reals(size), in.reals(size), in.f64(), in.f64()));
        return new Descending(statistics, trial, best, history, halvings, rounds);
    }
}
