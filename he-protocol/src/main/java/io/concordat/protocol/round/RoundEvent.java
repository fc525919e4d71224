package io.concordat.protocol.round;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.Rejection;
import java.math.BigInteger;
import java.util.List;

/**
 * Something that happened, stored in the journal before it is applied. Local results answer a {@link RoundEffect}; a
 * second answer to the same effect changes nothing.
 */
public sealed interface RoundEvent {
    /** Canonical bytes for the journal. */
    default byte[] encode() {
        return RoundEventCodec.encode(this);
    }

    /** Decodes canonical bytes strictly. */
    static RoundEvent decode(byte[] bytes) throws DecodeException {
        return RoundEventCodec.decode(bytes);
    }

    /** A message arrived whose signature, sender, consortium and key were checked; this member's own come back so, too. */
    record Received(SignedEnvelope envelope) implements RoundEvent {}

    /** Answers {@link RoundEffect.PrepareJoin}: admitted, v_i stored, nonce drawn. */
    record JoinPrepared(Digest openHash, Digest nonce, Digest snapshotDigest, Digest ledgerHead)
            implements RoundEvent {}

    /** Answers {@link RoundEffect.PrepareJoin}: this bank does not take part in the attempt. */
    record JoinRefused(Digest openHash, Rejection reason) implements RoundEvent {}

    /** Answers {@link RoundEffect.PrepareContribution}: masked and encrypted once, never again for this attempt. */
    record ContributionPrepared(Digest attemptId, Digest salt, Blocks ciphertexts) implements RoundEvent {}

    /** Answers {@link RoundEffect.PrepareContribution}: there will be no contribution. */
    record ContributionRefused(Digest attemptId, Rejection reason) implements RoundEvent {}

    /** Answers {@link RoundEffect.CheckReveals}: all valid, multiplied; H("aggregate", Πc_1 … Πc_K). */
    record RevealsAccepted(Digest attemptId, Digest aggregateHash) implements RoundEvent {}

    /** Answers {@link RoundEffect.CheckReveals}: one member's reveal is not what it committed to, or not well-formed. */
    record RevealsRefused(Digest attemptId, MemberId culprit, Rejection reason) implements RoundEvent {}

    /** Answers {@link RoundEffect.RequestRelease}: the ledger holds the intent, the share is computed. */
    record ReleaseGranted(Share share) implements RoundEvent {}

    /** Answers {@link RoundEffect.RequestRelease}: the gate refused, and nothing is in the ledger. */
    record ReleaseRefused(Digest attemptId, Rejection reason) implements RoundEvent {}

    /** What made the gate refuse may have changed: ask it again. */
    record ReleaseRetried(Digest attemptId) implements RoundEvent {}

    /** Answers {@link RoundEffect.CheckShare}: the proof holds. */
    record ShareAccepted(Digest attemptId, MemberId from) implements RoundEvent {}

    /** Answers {@link RoundEffect.CheckShare}: set aside, with the reason. */
    record ShareRefused(Digest attemptId, MemberId from, Rejection reason) implements RoundEvent {}

    /** Answers {@link RoundEffect.CombineShares}: in range, folded into a state with this digest. */
    record SumOpened(Digest attemptId, List<BigInteger> sums, Digest newStateDigest) implements RoundEvent {
        public SumOpened {
            sums = List.copyOf(sums);
            if (newStateDigest.equals(Digest.ZERO)) {
                throw new IllegalArgumentException("Expected the digest of a state but found zero");
            }
        }
    }

    /** Answers {@link RoundEffect.CombineShares}: opened, but out of range or with the wrong participation. */
    record SumRefused(Digest attemptId, Digest valueHash, Rejection reason) implements RoundEvent {}

    /** Answers {@link RoundEffect.SetDeadline}. */
    record DeadlinePassed(DeadlineKind kind, int attempt) implements RoundEvent {}

    /** The operator abandons a sealed attempt; without effect before the operator's deadline has passed. */
    record AbandonRequested(int attempt) implements RoundEvent {}
}
