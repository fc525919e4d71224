package io.concordat.node.training;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.computation.JointComputation;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.StateDecodeException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.protocol.codec.Digest;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A joint computation whose states are canonical bytes, so that a driver can carry, store and hash them without knowing what they are.
 *
 * @param <S> the computation's own state
 */
public final class Computation<S> {

    private final JointComputation<S> computation;

    /** Wraps a computation. */
    public Computation(JointComputation<S> computation) {
        this.computation = computation;
    }

    /** Name and version. */
    public String name() {
        return computation.name();
    }

    /** The state before the first round. */
    public byte[] initialState() {
        return computation.encode(computation.initialState());
    }

    /** {@code H("state/v1", function, state)}. */
    public Digest digest(byte[] state) {
        return Digest.hash("state/v1", name().getBytes(java.nio.charset.StandardCharsets.UTF_8), state);
    }

    /** Whether no further round follows. */
    public boolean isFinished(byte[] state) {
        return computation.isFinished(decode(state));
    }

    /** The shape of the next round's contribution. */
    public RoundPlan plan(byte[] state) {
        return computation.plan(decode(state));
    }

    /** This bank's numbers for the next round. */
    public List<BigInteger> contribute(byte[] state, RowSource rows)
            throws ContributionRefusedException, RowSourceException {
        return computation.contribute(decode(state), rows);
    }

    /** The next state. */
    public byte[] fold(byte[] state, List<BigInteger> sums, int contributors) {
        return computation.encode(computation.fold(decode(state), sums, contributors));
    }

    /** Public numbers of a state for progress displays. */
    public Map<String, Double> report(byte[] state) {
        return computation.report(decode(state));
    }

    /** The state itself. */
    public S decode(byte[] state) {
        try {
            return computation.decode(state);
        } catch (StateDecodeException e) {
            throw new AssertionError("bug: a state this node encoded cannot be decoded: " + e.getMessage(), e);
        }
    }
}
