package io.concordat.model.logistic;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.logistic.LogisticState.BestPoint;
import io.concordat.model.logistic.LogisticState.Failed;
import io.concordat.model.logistic.LogisticState.Finished;
import io.concordat.model.logistic.LogisticState.Point;
import io.concordat.model.logistic.LogisticState.Preparing;
import io.concordat.model.logistic.LogisticState.Trial;
import io.concordat.model.statistics.FeatureStatistics;
import io.concordat.model.statistics.FeatureStatisticsComputation;
import io.concordat.model.statistics.RowChecks;
import io.concordat.model.statistics.StatisticsState;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logistic regression over the rows of all banks, from standardisation to the finished model: what does not depend on the way to the
 * optimum. The start is w = 0 with the intercept at the log-odds of the fraud rate; every round after the standardisation evaluates one
 * trial point.
 *
 * @param <T> what this way remembers between two trial points
 */
abstract sealed class LogisticTraining<T extends Trial> implements JointComputation<LogisticState>
        permits LogisticNewton, LogisticLbfgs {
    private final LogisticSettings settings;
    private final Class<T> trials;
    private final boolean opensHessian;
    private final FeatureStatisticsComputation preparation;

    LogisticTraining(LogisticSettings settings, Class<T> trials, boolean opensHessian) {
        this.settings = settings;
        this.trials = trials;
        this.opensHessian = opensHessian;
        this.preparation = new FeatureStatisticsComputation(settings.modelFeatures(), settings.minEffectiveRows());
    }

    /** The first trial point. */
    abstract T first(FeatureStatistics statistics, List<Double> weights);

    /** What follows from the sums that a trial point opened. */
    abstract LogisticState step(T trial, NewtonPlan bounds, OpenedSums opened);

    /** What {@link #readTrial} reads: all of a trial but its statistics, weights, halvings and rounds. */
    abstract void writeRest(StateWriter out, T trial);

    /** A trial, of which statistics, weights, halvings and rounds are read. */
    abstract T readTrial(FeatureStatistics statistics, List<Double> weights, int halvings, int rounds, StateReader in)
            throws StateDecodeException;

    /** What the banks agreed on. */
    public final LogisticSettings settings() {
        return settings;
    }

    final FeatureStatisticsComputation preparation() {
        return preparation;
    }

    @Override
    public final LogisticState initialState() {
        return new Preparing(preparation.initialState());
    }

    @Override
    public final boolean isFinished(LogisticState state) {
        return state instanceof Finished || state instanceof Failed;
    }

    @Override
    public final RoundPlan plan(LogisticState state) {
        return switch (state) {
            case Preparing preparing -> preparation.plan(preparing.statistics());
            case Trial trial -> plan(bounds(trial.statistics()));
            case Finished _, Failed _ -> throw new IllegalArgumentException("A finished training has no plan");
        };
    }

    private RoundPlan plan(NewtonPlan bounds) {
        List<String> features = settings.modelFeatures();
        return opensHessian ? bounds.roundPlan(features) : bounds.gradientPlan(features);
    }

    private NewtonPlan bounds(FeatureStatistics statistics) {
        return NewtonPlan.of(statistics, settings);
    }

    @Override
    public final List<BigInteger> contribute(LogisticState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        return switch (state) {
            case Preparing preparing ->
                preparation.contribute(preparing.statistics(), TrainingRows.learntFrom(settings, rows));
            case Trial trial -> contributeAt(trial, rows);
            case Finished _, Failed _ ->
                throw new IllegalArgumentException("A finished training takes no contribution");
        };
    }

    private List<BigInteger> contributeAt(Trial trial, RowSource source)
            throws ContributionRefusedException, RowSourceException {
        NewtonPlan bounds = bounds(trial.statistics());
        NewtonSums sums = new NewtonSums(settings, trial.statistics(), trial.weights(), bounds, opensHessian);
        long rows = RowChecks.forEach(source, settings.features(), sums);
        sums.checkEffectiveRows(settings.minEffectiveRows(), rows);
        return plan(bounds).checked(sums.contribution(rows));
    }

    @Override
    public final LogisticState fold(LogisticState state, List<BigInteger> sums, int contributors) {
        return switch (state) {
            case Preparing preparing -> prepared(preparation.fold(preparing.statistics(), sums, contributors));
            case Trial trial -> {
                NewtonPlan bounds = bounds(trial.statistics());
                yield step(trials.cast(trial), bounds, new OpenedSums(plan(bounds), sums));
            }
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
            case StatisticsState.Known(var known) -> first(known, StartingPoint.of(settings, known, bounds(known)));
            case StatisticsState.Unusable unusable -> new Failed(unusable.reason());
        };
    }

    @Override
    public final byte[] encode(LogisticState state) {
        return LogisticStateCodec.encode(this, trials, state);
    }

    @Override
    public final LogisticState decode(byte[] bytes) throws StateDecodeException {
        return LogisticStateCodec.decode(this, trials, bytes);
    }

    /**
     * {@code rows, frauds} after the first round; {@code loss, meanLoss, gradientNorm} from the first trial point on; while training
     * goes on {@code halvings}, and {@code objective} where the way knows it.
     */
    @Override
    public final Map<String, Double> report(LogisticState state) {
        return switch (state) {
            case Preparing preparing -> preparation.report(preparing.statistics());
            case Trial trial -> report(trial);
            case Finished(var model) -> {
                TrainingSummary training = model.training();
                yield report(training.rows(), training.frauds(), training.loss(), training.gradientNorm());
            }
            case Failed _ -> Map.of();
        };
    }

    private static Map<String, Double> report(Trial trial) {
        long rows = trial.statistics().rows();
        long frauds = trial.statistics().frauds();
        if (trial.best().isEmpty()) {
            return Map.of("rows", (double) rows, "frauds", (double) frauds);
        }
        Point best = trial.best().get();
        Map<String, Double> report = report(rows, frauds, best.loss(), best.gradientNorm());
        if (best instanceof BestPoint point) {
            report.put("objective", point.objective());
        }
        report.put("halvings", (double) trial.halvings());
        return report;
    }

    private static Map<String, Double> report(long rows, long frauds, double loss, double gradientNorm) {
        Map<String, Double> report = new LinkedHashMap<>();
        report.put("rows", (double) rows);
        report.put("frauds", (double) frauds);
        report.put("loss", loss);
        report.put("meanLoss", loss / rows);
        report.put("gradientNorm", gradientNorm);
        return report;
    }
}
