package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.problem.Rejection;
import java.time.Duration;
import java.util.List;

/**
 * Something the machine asks its driver to do. Every effect may be performed more than once: the driver keeps what it
 * stored the first time, the machine keeps the first answer.
 */
public sealed interface RoundEffect {
    /**
     * Sign this body in an envelope, journal it as {@link RoundEvent.Received}, then send it to all other members until
     * they acknowledge it. If a message with the same {@link io.concordat.protocol.message.MessageKey} was journalled
     * before, send that one and sign nothing.
     */
    record Publish(RoundMessage body) implements RoundEffect {}

    /** Send another member's message, as stored, to all other members. */
    record Forward(SignedEnvelope envelope) implements RoundEffect {}

    /** Answer {@link RoundEvent.DeadlinePassed} after this time; setting the same kind and attempt again changes nothing. */
    record SetDeadline(DeadlineKind kind, int attempt, Duration after) implements RoundEffect {}

    /**
     * Ask {@link io.concordat.protocol.gate.DecryptionGate#admit}, compute and store v_i once for (job, round), draw a
     * 32-byte nonce; answer {@link RoundEvent.JoinPrepared} or {@link RoundEvent.JoinRefused}.
     */
    record PrepareJoin(Digest openHash, Open open) implements RoundEffect {}

    /**
     * Mask and encrypt the stored v_i for this attempt; answer {@link RoundEvent.ContributionPrepared} or
     * {@link RoundEvent.ContributionRefused}.
     */
    record PrepareContribution(Digest attemptId, Open open) implements RoundEffect {}

    /** Check and multiply; answer {@link RoundEvent.RevealsAccepted} or {@link RoundEvent.RevealsRefused}. */
    record CheckReveals(Transcript transcript) implements RoundEffect {}

    /**
     * Ask {@link io.concordat.protocol.gate.DecryptionGate#decide}; with its permit write the ledger, with the ledger's
     * receipt compute the share; answer {@link RoundEvent.ReleaseGranted} or {@link RoundEvent.ReleaseRefused}. Once the
     * ledger holds the intent, the only permitted answer is ReleaseGranted.
     */
    record RequestRelease(SealedAttempt attempt) implements RoundEffect {}

    /** Verify the proof; answer {@link RoundEvent.ShareAccepted} or {@link RoundEvent.ShareRefused}. */
    record CheckShare(Transcript transcript, SignedEnvelope share) implements RoundEffect {}

    /**
     * Combine T shares, check the sum, fold it; answer {@link RoundEvent.SumOpened} or {@link RoundEvent.SumRefused}.
     * The shares are in ascending order of their members.
     */
    record CombineShares(Transcript transcript, List<SignedEnvelope> shares) implements RoundEffect {}

    /** Keep both envelopes for ever: one member signed two things that exclude each other. */
    record ReportEvidence(SignedEnvelope first, SignedEnvelope second) implements RoundEffect {}

    /** Tell the operator that a member's message was refused. */
    record ReportCulprit(int attempt, MemberId culprit, Rejection reason) implements RoundEffect {}

    /** Tell the operator why this node does not take part in an attempt, or does not release for it. */
    record ReportRefusal(int attempt, Rejection reason) implements RoundEffect {}

    /** A message signed by this member is unknown to it: its ledger was rolled back. Quarantine the node. */
    record ReportForgotten(SignedEnvelope own) implements RoundEffect {}

    /** The round is over: the sum is open and the next state is known. */
    record Finish(RoundResult result) implements RoundEffect {}

    /** The round failed as often as permitted: nothing more happens under this key. */
    record Stop(Rejection reason) implements RoundEffect {}
}
