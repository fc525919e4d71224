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

/** Two histograms of a model's logits over all banks' rows, frauds and genuine rows apart, by one secure sum. */
public final class ScoreHistograms implements JointComputation<HistogramState> {
    private static final int ROW_BITS = 30;
    private static final int WAITING = 1;
    private static final int OPENED = 2;
    private static final int UNUSABLE = 3;

    private final LogisticModel model;
    private final LogitBins bins;

    /** The computation for one model. */
    public ScoreHistograms(LogisticModel model) {
        this.model = model;
        this.bins = LogitBins.of(model);
    }

    @Override
    public String name() {
        return "score-histograms/v1";
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
        long[] counts = new long[2 * LogitBins.COUNT];
        RowChecks.forEach(rows, model.features(), (x, label) -> {
            int from = label == 1 ? 0 : LogitBins.COUNT;
            counts[from + bins.bin(model.logit(x))]++;
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
            if (count.signum() < 0 || count.compareTo(most) > 0) {
                return new Unusable("Bin " + i % LogitBins.COUNT + " opened as " + count + ", but " + contributors
                        + " banks have 0 to " + most + " rows; a contribution was wrong");
            }
            counts.add(count.longValueExact());
        }
        return new Opened(counts.subList(0, LogitBins.COUNT), counts.subList(LogitBins.COUNT, counts.size()));
    }

    @Override
    public byte[] encode(HistogramState state) {
        StateWriter out = new StateWriter().text(name());
        LogisticModelCodec.write(out, model);
        switch (state) {
            case Waiting _ -> out.u8(WAITING);
            case Opened opened -> out.u8(OPENED).longs(opened.frauds()).longs(opened.genuine());
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
        int kind = in.u8();
        return switch (kind) {
            case WAITING -> new Waiting();
            case OPENED -> new Opened(in.longs(LogitBins.COUNT), in.longs(LogitBins.COUNT));
            case UNUSABLE -> new Unusable(in.text());
            default -> throw new StateDecodeException("Expected a state of kind 1 to 3 but found " + kind);
        };
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
