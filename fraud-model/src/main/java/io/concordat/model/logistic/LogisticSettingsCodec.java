package io.concordat.model.logistic;

import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.data.FeatureNames;
import java.util.Optional;

/** Settings inside a state: equal settings, equal bytes. */
final class LogisticSettingsCodec {
    private LogisticSettingsCodec() {}

    static void write(StateWriter out, LogisticSettings settings) {
        RowWeights weights = settings.extras().weights();
        out.texts(settings.features())
                .f64(settings.lambda())
                .i32(settings.maxRounds())
                .f64(settings.minEffectiveRows())
                .f64(settings.extras().l1())
                .f64(weights.fraud())
                .flag(weights.column().isPresent());
        weights.column()
                .ifPresent(column -> out.text(column.name()).f64(column.cap()).flag(column.alsoFeature()));
        out.flag(settings.extras().start().isPresent());
        settings.extras().start().ifPresent(model -> LogisticModelCodec.write(out, model));
    }

    /** Reads settings and refuses others than the expected ones. */
    static void expect(StateReader in, LogisticSettings expected) throws StateDecodeException {
        LogisticSettings settings = read(in);
        if (!settings.equals(expected)) {
            throw new StateDecodeException("The state belongs to settings " + settings + ", not to " + expected);
        }
    }

    private static LogisticSettings read(StateReader in) throws StateDecodeException {
        LogisticSettings plain =
                new LogisticSettings(in.texts(FeatureNames.MAX_FEATURES), in.f64(), in.i32(), in.f64());
        double l1 = in.f64();
        double fraud = in.f64();
        Optional<RowWeights.Column> column =
                in.flag() ? Optional.of(new RowWeights.Column(in.text(), in.f64(), in.flag())) : Optional.empty();
        Optional<LogisticModel> start = in.flag() ? Optional.of(LogisticModelCodec.read(in)) : Optional.empty();
        return plain.withExtras(new LogisticExtras(l1, new RowWeights(fraud, column), start));
    }
}
