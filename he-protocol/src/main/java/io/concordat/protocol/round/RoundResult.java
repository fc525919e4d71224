package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.math.BigInteger;
import java.util.List;

/**
 * What a round opened.
 *
 * @param attempt the number of the attempt
 * @param attemptId its identity
 * @param root of its transcript
 * @param cohort who contributed
 * @param sums V, one number a slot, without the participation slot
 * @param newStateDigest digest of the folded state
 * @param openedHash what the next round's OPEN points to
 */
public record RoundResult(
        int attempt,
        Digest attemptId,
        Digest root,
        List<MemberId> cohort,
        List<BigInteger> sums,
        Digest newStateDigest,
        Digest openedHash) {
    public RoundResult {
        cohort = MemberId.sorted(cohort);
        sums = List.copyOf(sums);
    }
}
