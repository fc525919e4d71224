package io.concordat.model.computation;

import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A computation of several banks that needs nothing but sums:
 *
 * <pre>
 *   v_i     = contribute(s_r, rows of bank i)     integers, at bank i alone
 *   V       = v_1 + ... + v_N                     all that is ever opened
 *   s_(r+1) = fold(s_r, V)                        the same at every bank
 * </pre>
 *
 * <p>Everything is deterministic to the bit: terms are rounded to integers per row before they are summed, so order and
 * partition of the rows cannot matter; {@code contribute} and {@code fold} use {@link StrictMath} and no fused multiply-add.
 *
 * @param <S> the public state, an immutable value
 */
public interface JointComputation<S> {
    /** Name and version, for instance {@code logistic-newton/v1}. */
    String name();

    /** The state before the first round. */
    S initialState();

    /** Whether no further round follows. */
    boolean isFinished(S state);

    /** The contribution's shape in this state; only for a state that is not finished. */
    RoundPlan plan(S state);

    /**
     * One bank's vector, in the order of the plan's slots and within their bounds.
     *
     * @throws ContributionRefusedException if the rows break a rule
     * @throws RowSourceException if the rows cannot be read
     */
    List<BigInteger> contribute(S state, RowSource rows) throws ContributionRefusedException, RowSourceException;

    /**
     * The next state. Total: sums that make no sense lead to a finished state that says so.
     *
     * @param sums the sum of all contributions, slot by slot
     * @param contributors how many banks are in the sum
     */
    S fold(S state, List<BigInteger> sums, int contributors);

    /** The canonical bytes of a state: equal states, equal bytes. */
    byte[] encode(S state);

    /**
     * The state these bytes encode.
     *
     * @throws StateDecodeException if they are not canonical, or belong to other settings than this computation's
     */
    S decode(byte[] bytes) throws StateDecodeException;

    /** Public numbers of a state for progress displays, for instance {@code loss} and {@code gradientNorm}. */
    Map<String, Double> report(S state);
}
