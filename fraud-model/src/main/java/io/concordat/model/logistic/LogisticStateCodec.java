package io.concordat.model.logistic;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.logistic.LogisticState.Preparing;
import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.StatisticsState;
import java.util.List;
import java.util.Optional;

/** Canonical bytes of {@link LogisticState}, opened by the computation's name and settings. */
final class LogisticStateCodec {
    private static final int PREPARING = 1;
    private static final int NEWTON = 2;
    private static final int FINISHED = 3;
    private static final int FAILED = 4;
    private static final int MAX_STATISTICS_BYTES = 8 << 20;

    private LogisticStateCodec() {}

    static byte[] encode(LogisticNewton computation, LogisticState state) {
        StateWriter out = new StateWriter().text(computation.name());
        LogisticSettingsCodec.write(out, computation.settings());
        switch (state) {
            case Preparing preparing -> writeStatistics(out.u8(PREPARING), computation, preparing.statistics());
            case Newton newton -> writeNewton(out.u8(NEWTON), computation, newton);
            case Finished finished -> LogisticModelCodec.write(out.u8(FINISHED), finished.model());
            case Failed failed -> out.u8(FAILED).text(failed.reason());
        }
        return out.toByteArray();
    }

    private static void writeStatistics(StateWriter out, LogisticNewton computation, StatisticsState statistics) {
        out.sized(computation.preparation().encode(statistics));
    }

    private static void writeNewton(StateWriter out, LogisticNewton computation, Newton newton) {
        writeStatistics(out, computation, new StatisticsState.Known(newton.statistics()));
        out.reals(newton.trial()).i32(newton.halvings()).i32(newton.rounds());
        newton.best().ifPresent(best -> out.reals(best.weights())
                .f64(best.loss())
                .f64(best.objective())
                .f64(best.gradientNorm())
                .f64(best.scoreSpread()));
    }

    static LogisticState decode(LogisticNewton computation, byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, in -> read(computation, in), state -> encode(computation, state));
    }

    private static LogisticState read(LogisticNewton computation, StateReader in) throws StateDecodeException {
        in.expect(computation.name());
        LogisticSettingsCodec.expect(in, computation.settings());
        int kind = in.u8();
        return switch (kind) {
            case PREPARING -> new Preparing(computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES)));
            case NEWTON -> readNewton(computation, in);
            case FINISHED -> new Finished(LogisticModelCodec.read(in));
            case FAILED -> new Failed(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 4 but found " + kind);
        };
    }

    private static Newton readNewton(LogisticNewton computation, StateReader in) throws StateDecodeException {
        FeatureStatistics statistics =
                switch (computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES))) {
                    case StatisticsState.Known known -> known.statistics();
                    case StatisticsState.Means _, StatisticsState.Variances _, StatisticsState.Unusable _ ->
                        throw new StateDecodeException("A Newton state needs finished statistics");
                };
        int size = computation.settings().modelFeatures().size() + 1;
        List<Double> trial = in.reals(size);
        int halvings = in.i32();
        int rounds = in.i32();
        Optional<BestPoint> best = rounds == 0
                ? Optional.empty()
                : Optional.of(new BestPoint(in.reals(size), in.f64(), in.f64(), in.f64(), in.f64()));
        return new Newton(statistics, trial, best, halvings, rounds);
    }
}
