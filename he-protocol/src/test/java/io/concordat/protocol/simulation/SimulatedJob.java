package io.concordat.protocol.simulation;

import io.concordat.crypto.encoding.SlotBound;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Purpose;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskData;
import io.concordat.protocol.job.TaskLimits;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.testing.TestConsortium;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One job of a simulated consortium.
 *
 * @param number from 0
 * @param task what was approved
 * @param rounds how many rounds it has
 * @param layout of every round
 * @param taskHash of the task
 * @param layoutDigest of the layout
 */
record SimulatedJob(int number, TaskSpec task, int rounds, SlotLayout layout, Digest taskHash, Digest layoutDigest) {
    /** As many as one ciphertext holds at 128 bits; the second job has one more, and so two ciphertexts. */
    private static final int VALUES = 3;

    private static final int MAGNITUDE_BITS = 16;
    private static final long START = 1_000;
    private static final long FOREVER = 1L << 40;

    static SimulatedJob of(TestConsortium bank, int number, List<MemberId> cohort, String scope, int rounds) {
        TaskSpec task = new TaskSpec(
                bank.consortium().consortiumId(),
                bank.keyId(),
                EpochType.MASKED_SUMS,
                "test-sum/v1",
                new TreeMap<>(Map.of("job", Integer.toString(number))),
                new TaskData("transactions", "", List.of("amount"), "fraud", new ScopeId(scope)),
                cohort,
                Purpose.TRAIN,
                Digest.hash("initial"),
                new TaskLimits(rounds, 4 * rounds, 30),
                cohort.getFirst(),
                START,
                FOREVER);
        SlotLayout layout = SlotLayout.of(
                bank.consortium().charter().keyBits(),
                bank.consortium().size(),
                Collections.nCopies(VALUES + number, new SlotBound(MAGNITUDE_BITS)));
        return new SimulatedJob(number, task, rounds, layout, task.taskHash(), Digest.of(layout.digest()));
    }

    /** v_i of one round; slot 0 holds 4^i for member number i from 0. */
    List<BigInteger> values(TestConsortium bank, MemberId id, int round) {
        int member = bank.consortium().index(id) - 1;
        List<BigInteger> values = new ArrayList<>();
        values.add(BigInteger.ONE.shiftLeft(2 * member));
        for (int j = 1; j < VALUES + number; j++) {
            values.add(BigInteger.valueOf((member + 1L) * (j % 2 == 0 ? 37 : -53) + 11L * round + 5L * number + j));
        }
        return values;
    }

    /** Σ v_i over a cohort. */
    List<BigInteger> sums(TestConsortium bank, List<MemberId> cohort, int round) {
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(VALUES + number, BigInteger.ZERO));
        for (MemberId id : cohort) {
            List<BigInteger> values = values(bank, id, round);
            for (int j = 0; j < VALUES + number; j++) {
                sums.set(j, sums.get(j).add(values.get(j)));
            }
        }
        return sums;
    }

    /** The state after a sum. */
    static Digest fold(Digest state, List<BigInteger> sums) {
        return Digest.hash("next", state.toByteArray(), RoundHashes.value(sums).toByteArray());
    }
}
