package io.concordat.protocol.round;

import java.math.BigInteger;
import java.util.List;

/** What T shares combine to. */
public sealed interface Opening {
    /** In range: the sum of every slot, without the participation slot. The driver folds it and answers SumOpened. */
    record InRange(List<BigInteger> sums) implements Opening {
        public InRange {
            sums = List.copyOf(sums);
        }
    }

    /** Out of range, or not as many participants as the cohort has members. */
    record OutOfRange(RoundEvent.SumRefused event) implements Opening {}
}
