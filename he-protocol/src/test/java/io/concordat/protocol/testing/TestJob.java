package io.concordat.protocol.testing;

import io.concordat.crypto.encoding.SlotBound;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.RoundHashes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A job whose sums tell who was counted how often: in slot 0 member number i (from 0) contributes 4^i, so that the digits
 * of the sum to base 4 are the counts; two plaintexts of small numbers, some negative, follow.
 */
public record TestJob(TestConsortium bank, TaskSpec task, int rounds) {
    private static final int VALUES = 12;
    private static final int MAGNITUDE_BITS = 14;

    /** All members, one scope. */
    public static TestJob of(TestConsortium bank, int rounds) {
        return new TestJob(bank, bank.task(), rounds);
    }

    /** The layout of every round. */
    public SlotLayout layout() {
        return SlotLayout.of(
                bank.consortium().charter().keyBits(),
                bank.consortium().size(),
                Collections.nCopies(VALUES, new SlotBound(MAGNITUDE_BITS)));
    }

    /** Its digest. */
    public Digest layoutDigest() {
        return Digest.of(layout().digest());
    }

    /** v_i of one round. */
    public List<BigInteger> values(MemberId id, int round) {
        int number = bank.consortium().index(id) - 1;
        List<BigInteger> values = new ArrayList<>();
        values.add(BigInteger.ONE.shiftLeft(2 * number));
        for (int j = 1; j < VALUES; j++) {
            values.add(BigInteger.valueOf((number + 1L) * (j % 2 == 0 ? 17 : -23) + 5L * round + j));
        }
        return values;
    }

    /** Σ v_i over a cohort. */
    public List<BigInteger> sums(List<MemberId> cohort, int round) {
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(VALUES, BigInteger.ZERO));
        for (MemberId id : cohort) {
            List<BigInteger> values = values(id, round);
            for (int j = 0; j < VALUES; j++) {
                sums.set(j, sums.get(j).add(values.get(j)));
            }
        }
        return sums;
    }

    /** The state after a sum. */
    public static Digest fold(Digest state, List<BigInteger> sums) {
        return Digest.hash("next", state.toByteArray(), RoundHashes.value(sums).toByteArray());
    }
}
