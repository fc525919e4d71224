package io.concordat.model.logistic;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Newton;
import io.concordat.model.logistic.LogisticState.Preparing;
import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.FeatureStatisticsComputation;
import io.concordat.model.statistics.RowChecks;
import io.concordat.model.statistics.StatisticsState;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logistic regression over the rows of all banks, from standardisation to the finished model. The start is w = 0 with the
 * intercept at the log-odds of the fraud rate; every Newton round evaluates one trial point.
 */
public final class LogisticNewton implements JointComputation<LogisticState> {
    private static final int MAX_FEATURES = 500;

    private final LogisticSettings settings;
    private final List<String> features;
    private final FeatureStatisticsComputation preparation;

    public LogisticNewton(LogisticSettings settings) {
        this.settings = settings;
        this.features = settings.modelFeatures();
        this.preparation = new FeatureStatisticsComputation(features, settings.minEffectiveRows());
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException("Expected at most " + MAX_FEATURES
                    + " feature columns for Newton, whose Hessian has d²/2 entries, but found " + features.size());
        }
    }

    @Override
    public String name() {
        return "logistic-newton/v1";
    }

    /** What the banks agreed on. */
    public LogisticSettings settings() {
        return settings;
    }

    FeatureStatisticsComputation preparation() {
        return preparation;
    }

    @Override
    public LogisticState initialState() {
        return new Preparing(preparation.initialState());
    }

    @Override
    public boolean isFinished(LogisticState state) {
        return state instanceof Finished || state instanceof Failed;
    }

    @Override
    public RoundPlan plan(LogisticState state) {
        return switch (state) {
            case Preparing preparing -> preparation.plan(preparing.statistics());
            case Newton newton -> newtonPlan(newton).roundPlan(features);
            case Finished _, Failed _ -> throw new IllegalArgumentException("A finished training has no plan");
        };
    }

    private NewtonPlan newtonPlan(Newton state) {
        return NewtonPlan.of(state.statistics(), settings);
    }

    @Override
    public List<BigInteger> contribute(LogisticState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        return switch (state) {
            case Preparing preparing ->
                preparation.contribute(preparing.statistics(), TrainingRows.learntFrom(settings, rows));
            case Newton newton -> contributeNewton(newton, rows);
            case Finished _, Failed _ ->
                throw new IllegalArgumentException("A finished training takes no contribution");
        };
    }

    private List<BigInteger> contributeNewton(Newton state, RowSource source)
            throws ContributionRefusedException, RowSourceException {
        NewtonSums sums = new NewtonSums(settings, state.statistics(), state.trial(), newtonPlan(state), true);
        long rows = RowChecks.forEach(source, settings.features(), sums);
        sums.checkEffectiveRows(settings.minEffectiveRows(), rows);
        return plan(state).checked(sums.contribution(rows));
    }

    @Override
    public LogisticState fold(LogisticState state, List<BigInteger> sums, int contributors) {
        return switch (state) {
            case Preparing preparing -> prepared(preparation.fold(preparing.statistics(), sums, contributors));
            case Newton newton ->
                new NewtonFold(settings, newton, newtonPlan(newton)).fold(new OpenedSums(plan(newton), sums));
            case Finished _, Failed _ -> throw new IllegalArgumentException("A finished training cannot be folded");
        };
    }

    private LogisticState prepared(StatisticsState statistics) {
        return switch (statistics) {
            case StatisticsState.Means _ -> new Preparing(statistics);
            case StatisticsState.Variances variances -> {
                Optional<String> oneLabel = StartingPoint.oneLabel(variances);
                yield oneLabel.isPresent() ? new Failed(oneLabel.get()) : new Preparing(variances);
            }
            case StatisticsState.Known known -> start(known.statistics());
            case StatisticsState.Unusable unusable -> new Failed(unusable.reason());
        };
    }

    private LogisticState start(FeatureStatistics statistics) {
        List<Double> weights = StartingPoint.of(settings, statistics, NewtonPlan.of(statistics, settings));
        return new Newton(statistics, weights, Optional.empty(), 0, 0);
    }

    @Override
    public byte[] encode(LogisticState state) {
        return LogisticStateCodec.encode(this, state);
    }

    @Override
    public LogisticState decode(byte[] bytes) throws StateDecodeException {
        return LogisticStateCodec.decode(this, bytes);
    }

    /** {@code rows, frauds} after the first round; {@code loss, meanLoss, objective, gradientNorm, halvings} from Newton on. */
    @Override
    public Map<String, Double> report(LogisticState state) {
        return switch (state) {
            case Preparing preparing -> preparation.report(preparing.statistics());
            case Newton newton ->
                newton.best().map(best -> report(newton, best)).orElseGet(() -> counts(newton.statistics()));
            case Finished finished -> report(finished.model().training());
            case Failed _ -> Map.of();
        };
    }

    private static Map<String, Double> counts(FeatureStatistics statistics) {
        return Map.of("rows", (double) statistics.rows(), "frauds", (double) statistics.frauds());
    }

    private static Map<String, Double> report(Newton newton, BestPoint best) {
        return Map.of(
                "rows",
                (double) newton.statistics().rows(),
                "frauds",
                (double) newton.statistics().frauds(),
                "loss",
                best.loss(),
                "meanLoss",
                best.loss() / newton.statistics().rows(),
                "objective",
                best.objective(),
                "gradientNorm",
                best.gradientNorm(),
                "halvings",
                (double) newton.halvings());
    }

    private static Map<String, Double> report(TrainingSummary training) {
        return Map.of(
                "rows",
                (double) training.rows(),
                "frauds",
                (double) training.frauds(),
                "loss",
                training.loss(),
                "meanLoss",
                training.loss() / training.rows(),
                "gradientNorm",
                training.gradientNorm());
    }
}
