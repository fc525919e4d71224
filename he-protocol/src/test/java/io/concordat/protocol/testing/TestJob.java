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
 * of the sum to base 4 are the counts; small numbers follow, some negative.
 *
 * @param numbers how many numbers each member contributes
 */
public record TestJob(TestConsortium bank, TaskSpec task, int rounds, int numbers) {
    private static final int NUMBERS = 12;
    private static final int MAGNITUDE_BITS = 14;

    /** With so many numbers as fill two plaintexts. */
    public TestJob(TestConsortium bank, TaskSpec task, int rounds) {
        this(bank, task, rounds, NUMBERS);
    }

    /** All members, one scope. */
    public static TestJob of(TestConsortium bank, int rounds) {
        return new TestJob(bank, bank.task(), rounds);
    }

    /** The layout of every round. */
    public SlotLayout layout() {
        return SlotLayout.of(
                bank.consortium().charter().keyBits(),
                bank.consortium().size(),
                Collections.nCopies(numbers, new SlotBound(MAGNITUDE_BITS)));
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
        for (int j = 1; j < numbers; j++) {
            values.add(BigInteger.valueOf((number + 1L) * (j % 2 == 0 ? 17 : -23) + 5L * round + j));
        }
        return values;
    }

    /** Σ v_i over a cohort. */
    public List<BigInteger> sums(List<MemberId> cohort, int round) {
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(numbers, BigInteger.ZERO));
        for (MemberId id : cohort) {
            List<BigInteger> values = values(id, round);
            for (int j = 0; j < numbers; j++) {
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
