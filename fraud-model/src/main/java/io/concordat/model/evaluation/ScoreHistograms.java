package io.concordat.model.evaluation;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.OpenedSums;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.model.computation.StateCodec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.computation.StateReader;
import io.concordat.model.computation.StateWriter;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.evaluation.HistogramState.Opened;
import io.concordat.model.evaluation.HistogramState.Unusable;
import io.concordat.model.evaluation.HistogramState.Waiting;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticModelCodec;
import io.concordat.model.statistics.RowChecks;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Histograms of a model's logits over all banks' rows by one secure sum: frauds and genuine rows apart, and if asked for the clipped
 * amounts of the frauds.
 */
public final class ScoreHistograms implements JointComputation<HistogramState> {
    private static final String NAME = "score-histograms/v1";
    private static final int ROW_BITS = 30;
    private static final int UNIT_BITS = 20;
    private static final int WAITING = 1;
    private static final int OPENED = 2;
    private static final int UNUSABLE = 3;

    private final LogisticModel model;
    private final Optional<AmountColumn> amounts;
    private final List<String> features;
    private final int amountIndex;
    private final LogitBins bins;

    /** The computation for one model. */
    public ScoreHistograms(LogisticModel model) {
        this(model, Optional.empty());
    }

    /** The computation for one model, with amounts; their column is one of the model's or stands after them. */
    public ScoreHistograms(LogisticModel model, Optional<AmountColumn> amounts) {
        this.model = model;
        this.amounts = amounts;
        List<String> columns = new ArrayList<>(model.features());
        amounts.map(AmountColumn::name).filter(name -> !columns.contains(name)).ifPresent(columns::add);
        this.features = List.copyOf(columns);
        this.amountIndex =
                amounts.map(column -> features.indexOf(column.name())).orElse(-1);
        this.bins = LogitBins.of(model);
    }

    /**
     * The computation that these bytes of a state belong to.
     *
     * @throws StateDecodeException if they are no state of an evaluation of this model
     */
    public static ScoreHistograms of(LogisticModel model, byte[] state) throws StateDecodeException {
        StateReader in = new StateReader(state);
        try {
            in.expect(NAME);
            LogisticModelCodec.read(in);
            return new ScoreHistograms(model, readAmounts(in));
        } catch (IllegalArgumentException e) {
            throw new StateDecodeException("The state is impossible: " + e.getMessage());
        }
    }

    /** The columns of the rows: the model's, and that of the amounts if it is none of them. */
    public List<String> features() {
        return features;
    }

    /** What amounts are summed, if any. */
    public Optional<AmountColumn> amounts() {
        return amounts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HistogramState initialState() {
        return new Waiting();
    }

    @Override
    public boolean isFinished(HistogramState state) {
        return !(state instanceof Waiting);
    }

    @Override
    public RoundPlan plan(HistogramState state) {
        requireWaiting(state);
        List<SlotSpec> slots = new ArrayList<>();
        for (String kind : List.of("frauds", "genuine")) {
            for (int bin = 0; bin < LogitBins.COUNT; bin++) {
                slots.add(new SlotSpec(kind + " in bin " + bin, 0, ROW_BITS + 1));
            }
        }
        if (amounts.isPresent()) {
            for (int bin = 0; bin < LogitBins.COUNT; bin++) {
                slots.add(new SlotSpec("fraud amount in bin " + bin, 0, ROW_BITS + UNIT_BITS + 1));
            }
        }
        return new RoundPlan("histograms", slots);
    }

    private static void requireWaiting(HistogramState state) {
        if (!(state instanceof Waiting)) {
            throw new IllegalArgumentException("The histograms are opened already");
        }
    }

    @Override
    public List<BigInteger> contribute(HistogramState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        requireWaiting(state);
        long[] counts = new long[(amounts.isPresent() ? 3 : 2) * LogitBins.COUNT];
        double[] learnt = new double[model.features().size()];
        RowChecks.forEach(rows, features, (x, label) -> {
            System.arraycopy(x, 0, learnt, 0, learnt.length);
            int bin = bins.bin(model.logit(learnt));
            counts[(label == 1 ? 0 : LogitBins.COUNT) + bin]++;
            if (label == 1 && amounts.isPresent()) {
                counts[2 * LogitBins.COUNT + bin] += amounts.get().units(x[amountIndex]);
            }
        });
        return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toList();
    }

    @Override
    public HistogramState fold(HistogramState state, List<BigInteger> sums, int contributors) {
        OpenedSums opened = new OpenedSums(plan(state), sums);
        BigInteger most = BigInteger.valueOf(RowChecks.MAX_ROWS).multiply(BigInteger.valueOf(contributors));
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            BigInteger count = opened.whole();
            boolean isAmount = i >= 2 * LogitBins.COUNT;
            BigInteger limit = isAmount
                    ? BigInteger.valueOf(counts.get(i - 2 * LogitBins.COUNT)).shiftLeft(UNIT_BITS)
                    : most;
            if (isAmount && (count.signum() < 0 || count.compareTo(limit) > 0)) {
                return new Unusable("The amounts in bin " + i % LogitBins.COUNT + " opened as " + count + " units, but "
                        + counts.get(i - 2 * LogitBins.COUNT) + " frauds have 0 to " + limit
                        + "; a contribution was wrong");
            }
            if (count.signum() < 0 || count.compareTo(limit) > 0) {
                return new Unusable("Bin " + i % LogitBins.COUNT + " opened as " + count + ", but " + contributors
                        + " banks have 0 to " + most + " rows; a contribution was wrong");
            }
            counts.add(count.longValueExact());
        }
        return new Opened(
                counts.subList(0, LogitBins.COUNT),
                counts.subList(LogitBins.COUNT, 2 * LogitBins.COUNT),
                counts.subList(2 * LogitBins.COUNT, counts.size()));
    }

    @Override
    public byte[] encode(HistogramState state) {
        StateWriter out = new StateWriter().text(name());
        LogisticModelCodec.write(out, model);
        out.flag(amounts.isPresent());
        amounts.ifPresent(column -> out.text(column.name()).f64(column.cap()));
        switch (state) {
            case Waiting _ -> out.u8(WAITING);
            case Opened opened ->
                out.u8(OPENED).longs(opened.frauds()).longs(opened.genuine()).longs(opened.amounts());
            case Unusable unusable -> out.u8(UNUSABLE).text(unusable.reason());
        }
        return out.toByteArray();
    }

    @Override
    public HistogramState decode(byte[] bytes) throws StateDecodeException {
        return StateCodec.decode(bytes, this::read, this::encode);
    }

    private HistogramState read(StateReader in) throws StateDecodeException {
        in.expect(name());
        if (!LogisticModelCodec.read(in).equals(model)) {
            throw new StateDecodeException("The state belongs to another model");
        }
        if (!readAmounts(in).equals(amounts)) {
            throw new StateDecodeException("The state belongs to an evaluation with other amounts");
        }
        int kind = in.u8();
        return switch (kind) {
            case WAITING -> new Waiting();
            case OPENED -> readOpened(in);
            case UNUSABLE -> new Unusable(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 3 but found " + kind);
        };
    }

    private HistogramState readOpened(StateReader in) throws StateDecodeException {
        Opened opened = new Opened(in.longs(LogitBins.COUNT), in.longs(LogitBins.COUNT), in.longs(LogitBins.COUNT));
        if (opened.amounts().isEmpty() == amounts.isPresent()) {
            throw new StateDecodeException("Expected amounts: " + amounts.isPresent() + ", but the state differs");
        }
        return opened;
    }

    private static Optional<AmountColumn> readAmounts(StateReader in) throws StateDecodeException {
        return in.flag() ? Optional.of(new AmountColumn(in.text(), in.f64())) : Optional.empty();
    }

    /** {@code rows, frauds, auc, averagePrecision, ks, recallAt1Fpr, recallAtBudget} once opened. */
    @Override
    public Map<String, Double> report(HistogramState state) {
        if (!(state instanceof Opened opened)) {
            return Map.of();
        }
        return RankingMetrics.of(opened.groups(), RankingMetrics.DEFAULT_BUDGET)
                .map(metrics -> Map.of(
                        "rows", (double) metrics.rows(),
                        "frauds", (double) metrics.frauds(),
                        "auc", metrics.auc(),
                        "averagePrecision", metrics.averagePrecision(),
                        "ks", metrics.ks(),
                        "recallAt1Fpr", metrics.recallAt1Fpr(),
                        "recallAtBudget", metrics.recallAtBudget()))
                .orElse(Map.of());
    }
}
