package io.concordat.node.job;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEvent;
import java.util.List;
import java.util.Optional;

/** Something that happened in a job, in its journal before it is applied. */
sealed interface JobEvent {

    /** The first event: the task, proposed here or by another bank. */
    record Proposed(TaskSpec task) implements JobEvent {}

    /** This node compared the task with its own data set: fit, or not for a reason that the other banks are told. */
    record Examined(Optional<Rejection> reason) implements JobEvent {}

    /** One person of this bank approved. */
    record Signed(Approval approval) implements JobEvent {}

    /** The rows of this bank are frozen for the job; digest and salt make what JOIN carries. */
    record Frozen(long rows, Digest digest, Digest salt) implements JobEvent {}

    /** A TASK, TASK_APPROVAL or TASK_REFUSED about the job, this node's own included. */
    record Heard(SignedEnvelope envelope) implements JobEvent {}

    /** A round begins here; the cohort of the scope's first opening, if there was one, binds it. */
    record RoundStarted(int round, Optional<List<MemberId>> frozenCohort) implements JobEvent {}

    /** Something happened in a round. */
    record InRound(int round, RoundEvent event) implements JobEvent {}

    /** The round's sum is open and folded into this state. */
    record RoundClosed(int round, ByteString state, Digest openedHash) implements JobEvent {}

    /** The job cannot go on at this bank. */
    record Failed(Rejection reason) implements JobEvent {}
}
