package io.concordat.model.computation;

import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
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
     * @throws ContributionRefusedException if a contribution breaks the plan's bounds
     */
    public static List<BigInteger> sum(RoundPlan plan, List<List<BigInteger>> contributions)
            throws ContributionRefusedException {
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(plan.slots().size(), BigInteger.ZERO));
        for (List<BigInteger> contribution : contributions) {
            plan.checked(contribution);
            for (int slot = 0; slot < sums.size(); slot++) {
                sums.set(slot, sums.get(slot).add(contribution.get(slot)));
            }
        }
        return List.copyOf(sums);
    }
}
