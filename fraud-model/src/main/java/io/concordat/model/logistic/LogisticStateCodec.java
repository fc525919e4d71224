package io.concordat.model.logistic;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Preparing;
import io.concordat.model.logistic.LogisticState.Trial;
import io.concordat.model.statistics.StatisticsState;
import java.util.List;

/** Canonical bytes of {@link LogisticState}, opened by the computation's name and settings. */
final class LogisticStateCodec {
    private static final int PREPARING = 1;
    private static final int TRIAL = 2;
    private static final int FINISHED = 3;
    private static final int FAILED = 4;
    private static final int MAX_STATISTICS_BYTES = 8 << 20;

    private LogisticStateCodec() {}

    static <T extends Trial> byte[] encode(LogisticTraining<T> computation, Class<T> trials, LogisticState state) {
        StateWriter out = new StateWriter().text(computation.name());
        LogisticSettingsCodec.write(out, computation.settings());
        switch (state) {
            case Preparing preparing -> writeStatistics(out.u8(PREPARING), computation, preparing.statistics());
            case Trial trial -> {
                writeStatistics(out.u8(TRIAL), computation, new StatisticsState.Known(trial.statistics()));
                out.reals(trial.weights()).i32(trial.halvings()).i32(trial.rounds());
                computation.writeRest(out, trials.cast(trial));
            }
            case Finished finished -> LogisticModelCodec.write(out.u8(FINISHED), finished.model());
            case Failed failed -> out.u8(FAILED).text(failed.reason());
        }
        return out.toByteArray();
    }

    private static void writeStatistics(StateWriter out, LogisticTraining<?> computation, StatisticsState statistics) {
        out.sized(computation.preparation().encode(statistics));
    }

    static <T extends Trial> LogisticState decode(LogisticTraining<T> computation, Class<T> trials, byte[] bytes)
            throws StateDecodeException {
        return StateCodec.decode(bytes, in -> read(computation, in), state -> encode(computation, trials, state));
    }

    private static LogisticState read(LogisticTraining<?> computation, StateReader in) throws StateDecodeException {
        in.expect(computation.name());
        LogisticSettingsCodec.expect(in, computation.settings());
        int kind = in.u8();
        return switch (kind) {
            case PREPARING -> new Preparing(computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES)));
            case TRIAL -> readTrial(computation, in);
            case FINISHED -> new Finished(LogisticModelCodec.read(in));
            case FAILED -> new Failed(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 4 but found " + kind);
        };
    }

    private static Trial readTrial(LogisticTraining<?> computation, StateReader in) throws StateDecodeException {
        if (!(computation.preparation().decode(in.sized(MAX_STATISTICS_BYTES))
                instanceof StatisticsState.Known(var statistics))) {
            throw new StateDecodeException("A trial point needs finished statistics");
        }
        List<Double> weights = in.reals(computation.settings().modelFeatures().size() + 1);
        return computation.readTrial(statistics, weights, in.i32(), in.i32(), in);
    }
}
