package io.concordat.model.computation;

import java.util.Arrays;
import java.util.function.Function;

/** What every state codec does after reading: refuses values a record refuses, leftovers, and other bytes for the same state. */
public final class StateCodec {
    private StateCodec() {}

    /** Reads a state from a reader. */
    @FunctionalInterface
    public interface Body<S> {
        /**
         * The state at the reader's place.
         *
         * @throws IllegalArgumentException from a record that refuses its values
         */
        S read(StateReader in) throws StateDecodeException;
    }

    /**
     * Reads a whole state strictly.
     *
     * @param encode the encoder, whose bytes for the state must be the same
     */
    public static <S> S decode(byte[] bytes, Body<S> body, Function<S, byte[]> encode) throws StateDecodeException {
        StateReader in = new StateReader(bytes);
        S state;
        try {
            state = body.read(in);
        } catch (IllegalArgumentException e) {
            throw new StateDecodeException("The state is impossible: " + e.getMessage());
        }
        in.end();
        if (!Arrays.equals(encode.apply(state), bytes)) {
            throw new StateDecodeException("The " + bytes.length + " bytes are not the canonical form of their state");
        }
        return state;
    }
}
