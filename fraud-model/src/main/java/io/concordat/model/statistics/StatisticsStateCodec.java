package io.concordat.model.statistics;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Canonical bytes of {@link StatisticsState}, opened by the computation's name and settings. */
final class StatisticsStateCodec {
    private static final int MEANS = 1;
    private static final int VARIANCES = 2;
    private static final int KNOWN = 3;
    private static final int UNUSABLE = 4;

    private StatisticsStateCodec() {}

    static byte[] encode(FeatureStatisticsComputation computation, StatisticsState state) {
        StateWriter out = new StateWriter()
                .text(computation.name())
                .texts(computation.features())
                .f64(computation.leastRows());
        switch (state) {
            case StatisticsState.Means _ -> out.u8(MEANS);
            case StatisticsState.Variances variances ->
                out.u8(VARIANCES).i64(variances.rows()).i64(variances.frauds()).reals(variances.mean());
            case StatisticsState.Known known -> writeStatistics(out.u8(KNOWN), known.statistics());
            case StatisticsState.Unusable unusable -> out.u8(UNUSABLE).text(unusable.reason());
        }
        return out.toByteArray();
    }

    private static void writeStatistics(StateWriter out, FeatureStatistics statistics) {
        out.i64(statistics.rows())
                .i64(statistics.frauds())
                .reals(statistics.mean())
                .reals(statistics.std());
        statistics.constant().forEach(out::flag);
    }

    static StatisticsState decode(FeatureStatisticsComputation computation, byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, in -> read(computation, in), state -> encode(computation, state));
    }

    private static StatisticsState read(FeatureStatisticsComputation computation, StateReader in)
            throws StateDecodeException {
        in.expect(computation.name());
        int size = computation.features().size();
        List<String> features = in.texts(size);
        double leastRows = in.f64();
        if (!features.equals(computation.features()) || leastRows != computation.leastRows()) {
            throw new StateDecodeException("The state belongs to columns " + features + " and " + leastRows
                    + " rows at least, not to columns " + computation.features() + " and " + computation.leastRows());
        }
        int kind = in.u8();
        return switch (kind) {
            case MEANS -> new StatisticsState.Means();
            case VARIANCES -> new StatisticsState.Variances(in.i64(), in.i64(), exactly(size, in.reals(size)));
            case KNOWN -> new StatisticsState.Known(readStatistics(in, size));
            case UNUSABLE -> new StatisticsState.Unusable(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 4 but found " + kind);
        };
    }

    private static FeatureStatistics readStatistics(StateReader in, int size) throws StateDecodeException {
        long rows = in.i64();
        long frauds = in.i64();
        List<Double> mean = exactly(size, in.reals(size));
        List<Double> std = exactly(size, in.reals(size));
        List<Boolean> constant = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            constant.add(in.flag());
        }
        return new FeatureStatistics(rows, frauds, mean, std, constant);
    }

    private static List<Double> exactly(int size, List<Double> values) throws StateDecodeException {
        if (values.size() != size) {
            throw new StateDecodeException("Expected " + size + " numbers but found " + values.size());
        }
        return values;
    }
}
