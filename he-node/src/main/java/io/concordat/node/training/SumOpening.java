package io.concordat.node.training;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.Rejection;
import java.math.BigInteger;
import java.util.List;

/** What combining T shares gave. */
public sealed interface SumOpening {

    /** The sums, slot by slot, within their bounds. */
    record Opened(List<BigInteger> sums) implements SumOpening {
        /** Copies the list. */
        public Opened {
            sums = List.copyOf(sums);
        }
    }

    /** The sum is open but cannot be right. */
    record Refused(Digest valueHash, Rejection reason) implements SumOpening {}
}
