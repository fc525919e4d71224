package io.concordat.model.logistic;

import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.data.FeatureNames;
import java.util.List;

/** Canonical bytes of a {@link LogisticModel}; equal models, equal bytes. */
public final class LogisticModelCodec {
    private static final String TAG = "logistic-model/v1";
    private static final int MAX_WARNINGS = FeatureNames.MAX_FEATURES + 16;

    private LogisticModelCodec() {}

    public static byte[] encode(LogisticModel model) {
        StateWriter out = new StateWriter();
        write(out, model);
        return out.toByteArray();
    }

    /**
     * The model these bytes encode.
     *
     * @throws StateDecodeException if they are not canonical
     */
    public static LogisticModel decode(byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, LogisticModelCodec::read, LogisticModelCodec::encode);
    }

    /** Appends a model to a longer state. */
    public static void write(StateWriter out, LogisticModel model) {
        TrainingSummary training = model.training();
        out.text(TAG)
                .texts(model.features())
                .reals(model.mean())
                .reals(model.std())
                .reals(model.coefficients())
                .f64(model.intercept())
                .i64(training.rows())
                .i64(training.frauds())
                .i32(training.rounds())
                .flag(training.converged())
                .f64(training.loss())
                .f64(training.gradientNorm())
                .f64(training.scoreSpread())
                .text(training.reason())
                .texts(training.warnings());
    }

    /** Reads a model out of a longer state; the caller checks canonical form with {@link StateCodec}. */
    public static LogisticModel read(StateReader in) throws StateDecodeException {
        in.expect(TAG);
        List<String> features = in.texts(FeatureNames.MAX_FEATURES);
        List<Double> mean = in.reals(features.size());
        List<Double> std = in.reals(features.size());
        List<Double> coefficients = in.reals(features.size());
        double intercept = in.f64();
        TrainingSummary training = new TrainingSummary(
                in.i64(),
                in.i64(),
                in.i32(),
                in.flag(),
                in.f64(),
                in.f64(),
                in.f64(),
                in.text(),
                in.texts(MAX_WARNINGS));
        return new LogisticModel(features, mean, std, coefficients, intercept, training);
    }
}
