package io.concordat.model.logistic;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.logistic.DescentState.Descending;
import io.concordat.model.logistic.DescentState.Failed;
import io.concordat.model.logistic.DescentState.Finished;
import io.concordat.model.logistic.DescentState.Preparing;
import io.concordat.model.statistics.FeatureStatisticsComputation;
import io.concordat.model.statistics.RowChecks;
import io.concordat.model.statistics.StatisticsState;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logistic regression for wide tables, up to 5,000 columns: the same objective as {@link LogisticNewton}, but a round opens loss and
 * gradient only (d numbers, not d²/2), and L-BFGS needs more rounds. There is no L1 penalty here.
 */
public final class LogisticLbfgs implements JointComputation<DescentState> {
    private final LogisticSettings settings;
    private final FeatureStatisticsComputation preparation;

    public LogisticLbfgs(LogisticSettings settings) {
        this.settings = settings;
        this.preparation = new FeatureStatisticsComputation(settings.modelFeatures(), settings.minEffectiveRows());
        if (settings.extras().l1() > 0) {
            throw new IllegalArgumentException(
                    "L-BFGS takes no L1 penalty but found " + settings.extras().l1());
        }
    }

    @Override
    public String name() {
        return "logistic-lbfgs/v1";
    }

    LogisticSettings settings() {
        return settings;
    }

    FeatureStatisticsComputation preparation() {
        return preparation;
    }

    @Override
    public DescentState initialState() {
        return new Preparing(preparation.initialState());
    }

    @Override
    public boolean isFinished(DescentState state) {
        return state instanceof Finished || state instanceof Failed;
    }

    @Override
    public RoundPlan plan(DescentState state) {
        return switch (state) {
            case Preparing preparing -> preparation.plan(preparing.statistics());
            case Descending descending -> bounds(descending).gradientPlan(settings.modelFeatures());
            case Finished _, Failed _ -> throw new IllegalArgumentException("A finished training has no plan");
        };
    }

    private NewtonPlan bounds(Descending state) {
        return NewtonPlan.of(state.statistics(), settings);
    }

    @Override
    public List<BigInteger> contribute(DescentState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        return switch (state) {
            case Preparing preparing ->
                preparation.contribute(preparing.statistics(), TrainingRows.learntFrom(settings, rows));
            case Descending descending -> contributeGradient(descending, rows);
            case Finished _, Failed _ ->
                throw new IllegalArgumentException("A finished training takes no contribution");
        };
    }

    private List<BigInteger> contributeGradient(Descending state, RowSource source)
            throws ContributionRefusedException, RowSourceException {
        NewtonSums sums = new NewtonSums(settings, state.statistics(), state.trial(), bounds(state), false);
        long rows = RowChecks.forEach(source, settings.features(), sums);
        sums.checkEffectiveRows(settings.minEffectiveRows(), rows);
        return plan(state).checked(sums.contribution(rows));
    }

    @Override
    public DescentState fold(DescentState state, List<BigInteger> sums, int contributors) {
        return switch (state) {
            case Preparing preparing -> prepared(preparation.fold(preparing.statistics(), sums, contributors));
            case Descending descending ->
                new DescentFold(settings, descending, bounds(descending)).fold(new OpenedSums(plan(descending), sums));
            case Finished _, Failed _ -> throw new IllegalArgumentException("A finished training cannot be folded");
        };
    }

    private DescentState prepared(StatisticsState statistics) {
        return switch (statistics) {
            case StatisticsState.Means _ -> new Preparing(statistics);
            case StatisticsState.Variances variances -> {
                Optional<String> oneLabel = StartingPoint.oneLabel(variances);
                yield oneLabel.isPresent() ? new Failed(oneLabel.get()) : new Preparing(variances);
            }
            case StatisticsState.Known(var known) ->
                new Descending(
                        known,
                        StartingPoint.of(settings, known, NewtonPlan.of(known, settings)),
                        Optional.empty(),
                        List.of(),
                        0,
                        0);
            case StatisticsState.Unusable unusable -> new Failed(unusable.reason());
        };
    }

    @Override
    public byte[] encode(DescentState state) {
        return DescentStateCodec.encode(this, state);
    }

    @Override
    public DescentState decode(byte[] bytes) throws StateDecodeException {
        return DescentStateCodec.decode(this, bytes);
    }

    /** {@code rows, frauds} after the first round; {@code loss, meanLoss, gradientNorm, halvings} from the first trial point on. */
    @Override
    public Map<String, Double> report(DescentState state) {
        return switch (state) {
            case Preparing preparing -> preparation.report(preparing.statistics());
            case Descending descending -> report(descending);
            case Finished(var model) ->
                Map.of(
                        "rows",
                        (double) model.training().rows(),
                        "frauds",
                        (double) model.training().frauds(),
                        "loss",
                        model.training().loss(),
                        "meanLoss",
                        model.training().loss() / model.training().rows(),
                        "gradientNorm",
                        model.training().gradientNorm());
            case Failed _ -> Map.of();
        };
    }

    private static Map<String, Double> report(Descending state) {
        double rows = state.statistics().rows();
        double frauds = state.statistics().frauds();
        return state.best()
                .map(best -> Map.of(
                        "rows",
                        rows,
                        "frauds",
                        frauds,
                        "loss",
                        best.loss(),
                        "meanLoss",
                        best.loss() / rows,
                        "gradientNorm",
                        DescentFold.norm(best.gradient()),
                        "halvings",
                        (double) state.halvings()))
                .orElseGet(() -> Map.of("rows", rows, "frauds", frauds));
    }
}
