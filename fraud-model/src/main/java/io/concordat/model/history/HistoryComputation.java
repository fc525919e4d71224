package io.concordat.model.history;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.history.HistoryState.Complete;
import io.concordat.model.history.HistoryState.Opening;
import io.concordat.model.history.HistoryState.Unusable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Opens tumbling cells over a key directory, a few periods a round. Rows are events as {@link EventColumns} says.
 *
 * <p>Deterministic but for noise: with an epsilon, every call of {@link #contribute} draws afresh, so a bank calls it once a
 * round, keeps the numbers, and sends the same ones in every attempt.
 */
public final class HistoryComputation implements JointComputation<HistoryState> {
    /** Name and version. */
    public static final String NAME = "terminal-history/v1";

    /** Bits of a slot that holds a bank's 0 or 1, for sums over up to 63 banks. */
    static final int INDICATOR_SLOT_BITS = 8;

    /** Bits of a slot that holds a count or noise. */
    static final int COUNT_SLOT_BITS = 24;

    private static final int NOISE_BITS = 14;
    private static final int MOST_NOISE = (1 << NOISE_BITS) - 1;

    private final HistoryScheme scheme;
    private final RandomGenerator random;
    private final List<List<CellPeriod>> rounds;
    private final HistoryStateCodec codec;

    /**
     * The computation of one scheme.
     *
     * @param random where noise comes from, if there is any; must be unpredictable
     */
    public HistoryComputation(HistoryScheme scheme, RandomGenerator random) {
        this.scheme = scheme;
        this.random = random;
        this.rounds = scheme.rounds();
        this.codec = new HistoryStateCodec(scheme);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HistoryState initialState() {
        return new Opening(0, List.of());
    }

    @Override
    public boolean isFinished(HistoryState state) {
        return !(state instanceof Opening);
    }

    @Override
    public RoundPlan plan(HistoryState state) {
        List<CellPeriod> periods = periods(state);
        CellKind kind = periods.getFirst().kind();
        boolean noisy = scheme.options().epsilon().isPresent();
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(scheme.options().most(kind));
        int magnitude = noisy ? Math.max(bits, NOISE_BITS) + 1 : bits;
        List<SlotSpec> slots = new ArrayList<>();
        for (CellPeriod period : periods) {
            for (String key : scheme.directory().keys()) {
                slots.add(new SlotSpec(key + " in " + period.number(), 0, magnitude));
            }
        }
        int slotBits = kind == CellKind.FRAUD_BANKS && !noisy ? INDICATOR_SLOT_BITS : COUNT_SLOT_BITS;
        return new RoundPlan(
                kind.text() + " " + periods.getFirst().number() + " to "
                        + periods.getLast().number(),
                slots,
                slotBits);
    }

    private List<CellPeriod> periods(HistoryState state) {
        if (!(state instanceof Opening opening)) {
            throw new IllegalArgumentException("The cells are opened already");
        }
        return rounds.get(opening.round());
    }

    @Override
    public List<BigInteger> contribute(HistoryState state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        List<CellPeriod> periods = periods(state);
        CellKind kind = periods.getFirst().kind();
        CellCounter counter = new CellCounter(scheme.directory().size(), periods);
        long newest = new EventRows(rows, scheme.directory().size()).forEach(counter);
        if (newest < scheme.toDay()) {
            throw new ContributionRefusedException("The events end on day " + newest + ", before the last day "
                    + scheme.toDay() + " of the job; register newer rows first");
        }
        int most = scheme.options().most(kind);
        List<BigInteger> numbers = new ArrayList<>();
        for (long count : counter.counts()) {
            numbers.add(BigInteger.valueOf(Math.min(count, most) + noise()));
        }
        return List.copyOf(numbers);
    }

    private long noise() {
        if (scheme.options().epsilon().isEmpty()) {
            return 0;
        }
        int honest = scheme.cohort() - scheme.toleratedCollusion();
        return new DiscreteNoise(scheme.options().epsilon().get(), honest).draw(random, MOST_NOISE);
    }

    /** Without noise a sum below 0, or above what so many honest banks can send, fails the round. */
    @Override
    public HistoryState fold(HistoryState state, List<BigInteger> sums, int contributors) {
        List<CellPeriod> periods = periods(state);
        int keys = scheme.directory().size();
        if (sums.size() != periods.size() * keys) {
            throw new IllegalArgumentException("Expected " + periods.size() * keys + " sums but found " + sums.size());
        }
        long honest =
                (long) contributors * scheme.options().most(periods.getFirst().kind());
        boolean noisy = scheme.options().epsilon().isPresent();
        long most = noisy ? honest + (long) contributors * MOST_NOISE : honest;
        long least = noisy ? -(long) contributors * MOST_NOISE : 0;
        List<OpenedCells> opened = new ArrayList<>(state.opened());
        for (int p = 0; p < periods.size(); p++) {
            int[] cells = new int[keys];
            for (int key = 0; key < keys; key++) {
                BigInteger sum = sums.get(p * keys + key);
                if (sum.compareTo(BigInteger.valueOf(least)) < 0 || sum.compareTo(BigInteger.valueOf(most)) > 0) {
                    return new Unusable(
                            "A cell of " + periods.get(p).kind().text() + " "
                                    + periods.get(p).number() + " opened as " + sum + ", but " + contributors
                                    + " honest banks send " + least + " to " + most + "; a contribution was wrong",
                            state.opened());
                }
                cells[key] = sum.intValueExact();
            }
            opened.add(new OpenedCells(periods.get(p), cells));
        }
        int done = ((Opening) state).round() + 1;
        return done == rounds.size() ? new Complete(opened) : new Opening(done, opened);
    }

    @Override
    public byte[] encode(HistoryState state) {
        return codec.encode(state);
    }

    @Override
    public HistoryState decode(byte[] bytes) throws StateDecodeException {
        return codec.decode(bytes);
    }

    /** {@code roundsDone, periodsOpened}. */
    @Override
    public Map<String, Double> report(HistoryState state) {
        double done = state instanceof Opening opening ? opening.round() : rounds.size();
        return Map.of(
                "roundsDone", done, "periodsOpened", (double) state.opened().size());
    }
}
