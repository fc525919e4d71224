package io.concordat.model.statistics;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.FixedPointSums;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.FeatureNames;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Standardisation by two secure sums:
 *
 * <pre>
 *   n = Σ 1,   mean_j = Σ x_j / n,   std_j = sqrt( Σ (x_j - mean_j)² / n )
 * </pre>
 *
 * <p>A column with a standard deviation under 2^-24 counts as constant: its squares are too small for the rounding at 2^-64.
 */
public final class FeatureStatisticsComputation implements JointComputation<StatisticsState> {
    /** Fraction bits of a feature. */
    static final int VALUE_FRACTION_BITS = 40;

    /** Fraction bits of a centred square. */
    static final int SQUARE_FRACTION_BITS = 64;

    private static final double LEAST_STD = 0x1p-24;
    private static final int VALUE_BITS = 40;
    private static final int ROW_BITS = 30;

    private final List<String> features;
    private final double leastRows;

    /**
     * The computation over these columns.
     *
     * @param leastRows a bank with fewer rows refuses: its sums would say too much about each of them
     */
    public FeatureStatisticsComputation(List<String> features, double leastRows) {
        this.features = FeatureNames.checked(features);
        this.leastRows = leastRows;
        if (!(leastRows >= 0) || leastRows > RowChecks.MAX_ROWS) {
            throw new IllegalArgumentException(
                    "Expected a minimum of 0 to " + RowChecks.MAX_ROWS + " rows but found " + leastRows);
        }
    }

    @Override
    public String name() {
        return "feature-statistics/v1";
    }

    @Override
    public StatisticsState initialState() {
        return new StatisticsState.Means();
    }

    @Override
    public boolean isFinished(StatisticsState state) {
        return state instanceof StatisticsState.Known || state instanceof StatisticsState.Unusable;
    }

    @Override
    public RoundPlan plan(StatisticsState state) {
        return switch (state) {
            case StatisticsState.Means _ -> meansPlan();
            case StatisticsState.Variances variances -> variancesPlan(variances);
            case StatisticsState.Known _, StatisticsState.Unusable _ ->
                throw new IllegalArgumentException("A finished computation has no plan");
        };
    }

    private RoundPlan meansPlan() {
        List<SlotSpec> slots = new ArrayList<>();
        slots.add(new SlotSpec("rows", 0, ROW_BITS + 1));
        slots.add(new SlotSpec("frauds", 0, ROW_BITS + 1));
        for (String feature : features) {
            slots.add(new SlotSpec(
                    "sum of " + feature, VALUE_FRACTION_BITS, VALUE_BITS + VALUE_FRACTION_BITS + ROW_BITS + 1));
        }
        return new RoundPlan("means", slots);
    }

    /** {@code |x - mean| <= 2^41}, so a square is at most 2^82, and a bank has at most all n rows. */
    private RoundPlan variancesPlan(StatisticsState.Variances state) {
        int rowBits = bitLength(state.rows());
        List<SlotSpec> slots = new ArrayList<>();
        slots.add(new SlotSpec("rows", 0, rowBits + 1));
        for (String feature : features) {
            slots.add(new SlotSpec(
                    "centred squares of " + feature,
                    SQUARE_FRACTION_BITS,
                    2 * (VALUE_BITS + 1) + SQUARE_FRACTION_BITS + rowBits + 1));
        }
        return new RoundPlan("variances", slots);
    }

    private static int bitLength(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    @Override
    public List<BigInteger> contribute(StatisticsState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        return switch (state) {
            case StatisticsState.Means _ -> contributeMeans(rows);
            case StatisticsState.Variances variances -> contributeSquares(variances, rows);
            case StatisticsState.Known _, StatisticsState.Unusable _ ->
                throw new IllegalArgumentException("A finished computation takes no contribution");
        };
    }

    private List<BigInteger> contributeMeans(RowSource source) throws ContributionRefusedException, RowSourceException {
        FixedPointSums sums = new FixedPointSums(features.size(), VALUE_FRACTION_BITS);
        FixedPointSums frauds = new FixedPointSums(1, 0);
        long rows = RowChecks.forEach(source, features, (x, label) -> {
            frauds.add(0, label);
            sums.addAll(x);
        });
        if (rows < leastRows) {
            throw new ContributionRefusedException("The data set has " + rows + " rows but at least " + leastRows
                    + " are needed, because sums over so few rows say much about each of them; bring more rows, or agree"
                    + " on a lower minimum with the other banks");
        }
        List<BigInteger> contribution = new ArrayList<>();
        contribution.add(BigInteger.valueOf(rows));
        contribution.add(frauds.total(0));
        for (int j = 0; j < features.size(); j++) {
            contribution.add(sums.total(j));
        }
        return List.copyOf(contribution);
    }

    private List<BigInteger> contributeSquares(StatisticsState.Variances state, RowSource source)
            throws ContributionRefusedException, RowSourceException {
        double[] mean = state.mean().stream().mapToDouble(Double::doubleValue).toArray();
        double[] squares = new double[mean.length];
        FixedPointSums sums = new FixedPointSums(features.size(), SQUARE_FRACTION_BITS);
        long rows = RowChecks.forEach(source, features, (x, _) -> {
            for (int j = 0; j < mean.length; j++) {
                double centred = x[j] - mean[j];
                squares[j] = centred * centred;
            }
            sums.addAll(squares);
        });
        List<BigInteger> contribution = new ArrayList<>();
        contribution.add(BigInteger.valueOf(rows));
        for (int j = 0; j < features.size(); j++) {
            contribution.add(sums.total(j));
        }
        return plan(state).checked(contribution);
    }

    @Override
    public StatisticsState fold(StatisticsState state, List<BigInteger> sums, int contributors) {
        OpenedSums opened = new OpenedSums(plan(state), sums);
        return switch (state) {
            case StatisticsState.Means _ -> foldMeans(opened, contributors);
            case StatisticsState.Variances variances -> foldSquares(variances, opened);
            case StatisticsState.Known _, StatisticsState.Unusable _ ->
                throw new IllegalArgumentException("A finished computation cannot be folded");
        };
    }

    private StatisticsState foldMeans(OpenedSums opened, int contributors) {
        BigInteger rows = opened.whole();
        BigInteger frauds = opened.whole();
        BigInteger most = BigInteger.valueOf(RowChecks.MAX_ROWS).multiply(BigInteger.valueOf(contributors));
        if (rows.signum() < 1 || rows.compareTo(most) > 0 || frauds.signum() < 0 || frauds.compareTo(rows) > 0) {
            return new StatisticsState.Unusable("The opened sums say " + frauds + " frauds in " + rows + " rows, but "
                    + contributors + " banks have 1 to " + most + " rows; a contribution was wrong");
        }
        List<Double> mean = new ArrayList<>();
        for (int j = 0; j < features.size(); j++) {
            mean.add(opened.mean(rows.longValueExact()));
            if (Math.abs(mean.getLast()) > RowChecks.VALUE_BOUND) {
                return new StatisticsState.Unusable("The opened mean of column " + features.get(j) + " is "
                        + mean.getLast() + ", beyond the bound of 2^40; a contribution was wrong");
            }
        }
        return new StatisticsState.Variances(rows.longValueExact(), frauds.longValueExact(), mean);
    }

    private StatisticsState foldSquares(StatisticsState.Variances state, OpenedSums opened) {
        BigInteger rows = opened.whole();
        if (!rows.equals(BigInteger.valueOf(state.rows()))) {
            return new StatisticsState.Unusable(
                    "The opened row count changed from " + state.rows() + " to " + rows + " between two rounds");
        }
        List<Double> std = new ArrayList<>();
        List<Boolean> constant = new ArrayList<>();
        for (String feature : features) {
            double variance = opened.mean(state.rows());
            if (variance < 0) {
                return new StatisticsState.Unusable("The opened variance of column " + feature + " is " + variance);
            }
            double deviation = StrictMath.sqrt(variance);
            constant.add(deviation < LEAST_STD);
            std.add(deviation < LEAST_STD ? 1.0 : deviation);
        }
        return new StatisticsState.Known(
                new FeatureStatistics(state.rows(), state.frauds(), state.mean(), std, constant));
    }

    @Override
    public byte[] encode(StatisticsState state) {
        return StatisticsStateCodec.encode(this, state);
    }

    @Override
    public StatisticsState decode(byte[] bytes) throws StateDecodeException {
        return StatisticsStateCodec.decode(this, bytes);
    }

    @Override
    public Map<String, Double> report(StatisticsState state) {
        return switch (state) {
            case StatisticsState.Means _, StatisticsState.Unusable _ -> Map.of();
            case StatisticsState.Variances variances ->
                Map.of("rows", (double) variances.rows(), "frauds", (double) variances.frauds());
            case StatisticsState.Known known ->
                Map.of(
                        "rows", (double) known.statistics().rows(),
                        "frauds", (double) known.statistics().frauds());
        };
    }

    List<String> features() {
        return features;
    }

    double leastRows() {
        return leastRows;
    }
}
