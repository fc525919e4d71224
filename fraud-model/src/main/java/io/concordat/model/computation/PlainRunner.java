package io.concordat.model.computation;

import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a joint computation with sums in the open: the twin that a run under encryption must equal bit for bit, and the way
 * one bank trains alone.
 */
public final class PlainRunner {
    /** More rounds than any computation here takes; reaching it is a bug of the computation. */
    private static final int ROUND_LIMIT = 10_000;

    private PlainRunner() {}

    /** Runs to the end and returns the finished state. */
    public static <S> S run(JointComputation<S> computation, List<? extends RowSource> banks)
            throws ContributionRefusedException, RowSourceException {
        return run(computation, banks, state -> {});
    }

    /** Runs to the end, showing every state after the initial one to {@code observer}. */
    public static <S> S run(JointComputation<S> computation, List<? extends RowSource> banks, Consumer<S> observer)
            throws ContributionRefusedException, RowSourceException {
        S state = computation.initialState();
        for (int round = 0; !computation.isFinished(state); round++) {
            if (round == ROUND_LIMIT) {
                throw new AssertionError("bug: " + computation.name() + " did not end in " + ROUND_LIMIT + " rounds");
            }
            state = step(computation, state, banks);
            observer.accept(state);
        }
        return state;
    }

    /** One round: contributions of all banks, summed and folded. */
    public static <S> S step(JointComputation<S> computation, S state, List<? extends RowSource> banks)
            throws ContributionRefusedException, RowSourceException {
        RoundPlan plan = computation.plan(state);
        List<List<BigInteger>> contributions = new ArrayList<>();
        for (RowSource bank : banks) {
            contributions.add(computation.contribute(state, bank));
        }
        return computation.fold(state, sum(plan, contributions), banks.size());
    }

    /**
     * The sum of contributions, slot by slot.
     *
     * @throws IllegalArgumentException if there is none, or one has the wrong length or breaks the plan's bound
     */
    public static List<BigInteger> sum(RoundPlan plan, List<List<BigInteger>> contributions) {
        if (contributions.isEmpty()) {
            throw new IllegalArgumentException("Expected at least 1 contribution but found 0");
        }
        List<BigInteger> sums = new ArrayList<>();
        for (int slot = 0; slot < plan.slots().size(); slot++) {
            BigInteger sum = BigInteger.ZERO;
            for (List<BigInteger> contribution : contributions) {
                sum = sum.add(checked(plan, contribution, slot));
            }
            sums.add(sum);
        }
        return List.copyOf(sums);
    }

    private static BigInteger checked(RoundPlan plan, List<BigInteger> contribution, int slot) {
        if (contribution.size() != plan.slots().size()) {
            throw new IllegalArgumentException("Expected " + plan.slots().size() + " numbers for round " + plan.name()
                    + " but found " + contribution.size());
        }
        SlotSpec spec = plan.slots().get(slot);
        BigInteger value = contribution.get(slot);
        if (value.abs().bitLength() > spec.magnitudeBits()) {
            throw new IllegalArgumentException("Slot " + spec.name() + " holds "
                    + value.abs().bitLength() + " bits but its bound is " + spec.magnitudeBits());
        }
        return value;
    }
}
